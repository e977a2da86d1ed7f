-- mapvet for Neovim: starts `mapvet lsp` and speaks of its findings.
-- Works from Neovim 0.7 on; see :help mapvet.
local M = {}

local defaults = {
  cmd = { 'mapvet', 'lsp' },
  root_markers = { '.mapvet.yaml', '.mapvet', '.git', 'compile_commands.json' },
  autostart = true,
}

--- The defaults with what vim.g.mapvet says over them.
function M.config()
  return vim.tbl_extend('force', defaults, vim.g.mapvet or {})
end

local function say(text, level)
  vim.notify('mapvet: ' .. text, level or vim.log.levels.INFO)
end

-- ---- starting ----

-- The nearest folder above `path` that holds a marker, else the file's own.
local function find_root(path, markers)
  local start = vim.fn.fnamemodify(path, ':p:h')
  local folder = start
  while true do
    for _, marker in ipairs(markers) do
      if vim.loop.fs_stat(folder .. '/' .. marker) then
        return folder
      end
    end
    local parent = vim.fn.fnamemodify(folder, ':h')
    if parent == folder then
      return start
    end
    folder = parent
  end
end

local function clients()
  local get = vim.lsp.get_clients or vim.lsp.get_active_clients
  local found = {}
  for _, client in ipairs(get()) do
    if client.name == 'mapvet' then
      found[#found + 1] = client
    end
  end
  return found
end

local function capabilities()
  local all = vim.lsp.protocol.make_client_capabilities()
  -- Neovim applies these since 0.5, but 0.7 does not say so.
  all.workspace.workspaceEdit.documentChanges = true
  return all
end

-- vim.lsp.start() came with 0.8.
local function start_old(config, buffer)
  for _, client in ipairs(clients()) do
    if client.config.root_dir == config.root_dir then
      vim.lsp.buf_attach_client(buffer, client.id)
      return client.id
    end
  end
  local id = vim.lsp.start_client(config)
  if id then
    vim.lsp.buf_attach_client(buffer, id)
  end
  return id
end

--- Attaches a server to the buffer; gives the client's id, or nil.
function M.start(buffer)
  buffer = (buffer and buffer ~= 0) and buffer or vim.api.nvim_get_current_buf()
  local path = vim.api.nvim_buf_get_name(buffer)
  if path == '' or vim.bo[buffer].buftype ~= '' then
    return nil
  end
  local options = M.config()
  if vim.fn.executable(options.cmd[1]) ~= 1 then
    if not M.warned then
      M.warned = true
      say(options.cmd[1] .. ' cannot be run; set vim.g.mapvet = { cmd = ... }', vim.log.levels.WARN)
    end
    return nil
  end
  local config = {
    name = 'mapvet',
    cmd = options.cmd,
    root_dir = find_root(path, options.root_markers),
    capabilities = capabilities(),
  }
  if vim.lsp.start then
    return vim.lsp.start(config, { bufnr = buffer })
  end
  return start_old(config, buffer)
end

-- ---- asking ----

local function client_of(buffer)
  for _, client in ipairs(clients()) do
    if vim.lsp.buf_is_attached(buffer, client.id) then
      return client
    end
  end
  say('no server for this buffer', vim.log.levels.WARN)
end

-- Sends a request and hands its result to `take`; failures are said.
local function ask(client, buffer, method, params, take)
  local function answer(failure, result)
    if failure then
      say(failure.message, vim.log.levels.ERROR)
    else
      take(result)
    end
  end
  if vim.fn.has('nvim-0.11') == 1 then
    client:request(method, params, answer, buffer)
  else
    client.request(method, params, answer, buffer)
  end
end

-- Hands the code actions of the cursor's line to `take`.
local function with_actions(take)
  local buffer = vim.api.nvim_get_current_buf()
  local client = client_of(buffer)
  if not client then
    return
  end
  local at = { line = vim.api.nvim_win_get_cursor(0)[1] - 1, character = 0 }
  ask(client, buffer, 'textDocument/codeAction', {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    range = { start = at, ['end'] = at },
    context = { diagnostics = {}, only = { 'quickfix' } },
  }, function(actions)
    take(actions or {}, client)
  end)
end

-- One of the actions that `is_meant` admits: the only one, or as the user chooses.
local function choose(actions, is_meant, none, take)
  local meant = vim.tbl_filter(is_meant, actions)
  if #meant == 0 then
    say(none)
  elseif #meant == 1 then
    take(meant[1])
  else
    vim.ui.select(meant, {
      prompt = 'mapvet',
      format_item = function(action)
        return action.title
      end,
    }, function(action)
      if action then
        take(action)
      end
    end)
  end
end

local function apply(action, client)
  vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
end

local function is_suppression(action)
  return vim.startswith(action.title, 'Suppress ')
end

--- Applies the fix of the finding in the cursor's line.
function M.fix()
  with_actions(function(actions, client)
    choose(actions, function(action)
      return not is_suppression(action)
    end, 'no fix for this line', function(action)
      apply(action, client)
      say(action.title)
    end)
  end)
end

-- The comment ends with "-- "; the reason goes behind it.
local function add_reason(action, reason)
  for _, change in ipairs(action.edit.documentChanges) do
    for _, edit in ipairs(change.edits) do
      edit.newText = edit.newText:gsub('%-%- (\r?\n)$', function(line_end)
        return '-- ' .. reason .. line_end
      end)
    end
  end
end

--- Silences the finding in the cursor's line; asks for the reason when none is given.
function M.suppress(reason)
  with_actions(function(actions, client)
    choose(actions, is_suppression, 'no finding in this line', function(action)
      local function finish(text)
        if text and text ~= '' then
          add_reason(action, text)
          apply(action, client)
        end
      end
      if reason and reason ~= '' then
        finish(reason)
      else
        vim.ui.input({ prompt = action.title .. ', because: ' }, finish)
      end
    end)
  end)
end

--- Shows the page of the rule that was found in the cursor's line.
function M.explain()
  local buffer = vim.api.nvim_get_current_buf()
  local client = client_of(buffer)
  if not client then
    return
  end
  local row = vim.api.nvim_win_get_cursor(0)[1] - 1
  local found
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer, { lnum = row })) do
    if diagnostic.source == 'mapvet' then
      found = found or diagnostic
    end
  end
  if not found then
    return say('no finding in this line')
  end
  local character = found.col
  if client.offset_encoding ~= 'utf-8' then
    local line = vim.api.nvim_buf_get_lines(buffer, row, row + 1, true)[1]
    local _, units = vim.str_utfindex(line, math.min(found.col, #line))
    character = units
  end
  ask(client, buffer, 'textDocument/hover', {
    textDocument = vim.lsp.util.make_text_document_params(buffer),
    position = { line = row, character = character },
  }, function(hover)
    if not hover then
      return say('nothing to show for this line')
    end
    local lines = vim.split(hover.contents.value, '\n')
    vim.lsp.util.open_floating_preview(lines, 'markdown', { focus_id = 'mapvet', border = 'single' })
  end)
end

return M
