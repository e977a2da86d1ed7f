-- Sourced once by Neovim: file types and commands. The rest is in lua/mapvet.lua.
if vim.g.loaded_mapvet then
  return
end
vim.g.loaded_mapvet = true

local function command(name, call, options)
  vim.api.nvim_create_user_command(name, function(info)
    require('mapvet')[call](info.args)
  end, options)
end

command('MapvetFix', 'fix', { desc = 'Apply the fix of the finding in this line' })
command('MapvetSuppress', 'suppress', {
  nargs = '*',
  desc = 'Put a comment above this line that silences its finding, with a reason',
})
command('MapvetExplain', 'explain', { desc = 'Show the page of the rule found in this line' })

local group = vim.api.nvim_create_augroup('mapvet', {})
vim.api.nvim_create_autocmd('FileType', {
  group = group,
  pattern = { 'c', 'cpp' },
  callback = function(event)
    if require('mapvet').config().autostart then
      require('mapvet').start(event.buf)
    end
  end,
})
