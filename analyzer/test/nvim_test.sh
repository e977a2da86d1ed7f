#!/bin/bash
# The plugin in a real Neovim: findings, columns, fix, suppression, unsaved text, rule page.
set -euo pipefail
command -v nvim > /dev/null || { echo "nvim_test: nvim not found: apt install neovim"; exit 1; }
unset MAPVET_DB
export HOME=$PWD XDG_CONFIG_HOME=$PWD/config XDG_DATA_HOME=$PWD/data XDG_STATE_HOME=$PWD/state \
    XDG_CACHE_HOME=$PWD/cache
mkdir -p project/.mapvet bin
ln -s "$MAPVET" bin/mapvet
export PATH=$PWD/bin:$PATH
cat > project/sessions.c << 'END'
typedef struct _GHashTable GHashTable;
typedef struct GHashTableIter {
    void *hidden[6];
} GHashTableIter;
void g_hash_table_iter_init(GHashTableIter *it, GHashTable *map);
int g_hash_table_iter_next(GHashTableIter *it, void **key, void **val);
void g_hash_table_iter_remove(GHashTableIter *it);
int g_hash_table_remove(GHashTable *map, const void *key);
void g_hash_table_remove_all(GHashTable *map);

void drop(GHashTable *sessions)
{
    GHashTableIter it;
    void *key;
    g_hash_table_iter_init(&it, sessions);
    while (g_hash_table_iter_next(&it, &key, 0)) {
        /* é😀 */ g_hash_table_remove(sessions, key);
    }
}

void first(void)
{
    GHashTable *cache = 0;
    /* ß🗺 */ g_hash_table_remove_all(cache);
}

void second(void)
{
    GHashTable *other = 0;
    g_hash_table_remove_all(other);
}
END
cp project/sessions.c before.c
status=0
timeout 120 nvim --headless --clean -n --cmd "set rtp^=$SOURCE_DIR/editors/nvim" \
    -c "luafile $SOURCE_DIR/analyzer/test/nvim_test.lua" project/sessions.c || status=$?
[ $status -eq 0 ] || { cat state/nvim/lsp.log cache/nvim/lsp.log 2> /dev/null || true
    echo "nvim_test: nvim ended with status $status"; exit 1; }
[ "$(cat PASS)" = "11 steps" ] || { echo "nvim_test: not all steps were taken"; exit 1; }
cmp before.c project/sessions.c || { echo "nvim_test: the file was written"; exit 1; }
grep -q '\*:MapvetFix\*' "$SOURCE_DIR/editors/nvim/doc/mapvet.txt"
echo PASS
