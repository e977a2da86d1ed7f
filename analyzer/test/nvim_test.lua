-- Drives the plugin; run by nvim_test.sh. Each step is named; PASS holds their number.
local steps = 0

local function check(name, ok, why)
  io.stdout:write((ok and 'ok - ' or 'not ok - ') .. name .. '\n')
  if not ok then
    error(name .. ': ' .. (type(why) == 'string' and why or vim.inspect(why)), 0)
  end
  steps = steps + 1
end

local buffer = vim.api.nvim_get_current_buf()

local function line(row)
  return vim.api.nvim_buf_get_lines(buffer, row, row + 1, true)[1]
end

local function row_of(text)
  for row, content in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, true)) do
    if content:find(text, 1, true) then
      return row - 1
    end
  end
  error('no line with ' .. text, 0)
end

local function found(rule, row)
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer, { lnum = row })) do
    if diagnostic.code == rule and diagnostic.source == 'mapvet' then
      return diagnostic
    end
  end
end

local function wait(condition)
  return vim.wait(30000, condition, 20)
end

-- The text that a diagnostic covers: only right when its columns are.
local function covered(diagnostic)
  return line(diagnostic.lnum):sub(diagnostic.col + 1, diagnostic.end_col)
end

-- Gives the command again until it did something: a fix is offered once it was tried.
local function insist(command, row, done)
  return wait(function()
    vim.api.nvim_win_set_cursor(0, { row + 1, 0 })
    vim.cmd(command)
    return vim.wait(300, done, 20)
  end)
end

local function main()
  check('the server starts', wait(function()
    return #vim.lsp.buf_get_clients(buffer) == 1
  end), vim.bo.filetype)
  local _, client = next(vim.lsp.buf_get_clients(buffer))
  check('the root has .mapvet', client.config.root_dir == vim.fn.expand('%:p:h'), client.config.root_dir)

  local drop = row_of('g_hash_table_remove(sessions')
  local first = row_of('g_hash_table_remove_all(cache')
  local second = row_of('g_hash_table_remove_all(other')
  check('three findings', wait(function()
    return found('mutate-in-iteration', drop) and found('nil-map-clear', first) and found('nil-map-clear', second)
  end), vim.diagnostic.get(buffer))
  check('columns behind an emoji', covered(found('mutate-in-iteration', drop)) == 'g_hash_table_remove(sessions, key)'
    and covered(found('nil-map-clear', first)) == 'g_hash_table_remove_all(cache)', vim.diagnostic.get(buffer))

  vim.api.nvim_win_set_cursor(0, { first + 1, 0 })
  vim.cmd('MapvetExplain')
  local page
  check('the rule has a page', wait(function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        page = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true), '\n')
        vim.api.nvim_win_close(window, true)
      end
    end
    return page and page:find('nil-map-clear', 1, true) and page:find('Bad', 1, true)
  end), page or 'no window')

  check('the fix is applied', insist('MapvetFix', drop, function()
    return line(drop) == '        /* é😀 */ g_hash_table_iter_remove(&it);'
  end), line(drop))
  check('the finding vanishes', wait(function()
    return not found('mutate-in-iteration', drop)
  end), vim.diagnostic.get(buffer))

  check('a finding is suppressed', insist('MapvetSuppress tried in a test', first, function()
    return line(first) == '    // mapvet:ignore nil-map-clear -- tried in a test'
  end), line(first))
  check('and vanishes, and the comment is accepted', wait(function()
    return #vim.diagnostic.get(buffer) == 1 and found('nil-map-clear', second + 1)
  end), vim.diagnostic.get(buffer))

  vim.api.nvim_buf_set_lines(buffer, second + 1, second + 2, true, { '    (void)other;' })
  check('an unsaved change removes the last one', wait(function()
    return #vim.diagnostic.get(buffer) == 0
  end) and vim.bo[buffer].modified, vim.diagnostic.get(buffer))

  local exited
  client.config.on_exit = function(code)
    exited = code
  end
  vim.lsp.stop_client(client.id)
  check('the server ends well', wait(function()
    return exited ~= nil
  end) and exited == 0, exited)
end

local ok, why = xpcall(main, function(message)
  return message
end)
if ok then
  vim.fn.writefile({ steps .. ' steps' }, 'PASS')
  vim.cmd('qall!')
else
  io.stdout:write(why .. '\n')
  vim.cmd('cquit 1')
end
