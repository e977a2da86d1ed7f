# Writes a member of runtime-map as one header, for programs that would rather copy a file
# than link a library: the member's headers, and its sources behind RMAP_IMPLEMENTATION.
#
#     awk -v member=hmap -f tools/single.awk -v root=runtime-map > rmap_hmap.h
#
# Every #include of a file of ours is replaced by the file. A header that is guarded is
# taken once. The sources stand before the template, once all that they include has been
# seen: those of each header that was taken, src/X.c and src/X_*.c for X.h and X_core.h.

function fail(text) {
    print "single.awk: " text > "/dev/stderr"
    failed = 1
    exit 1
}

# The path of a file of ours that a line includes, or "".
function included(line, from,    name) {
    if (line !~ /^#include "/)
        return ""
    name = line
    sub(/^#include "/, "", name)
    sub(/".*$/, "", name)
    return name ~ /^rmap\// ? root "/include/" name : root "/src/" name
}

function is_template_part(path) {
    return path ~ /\/template_[a-z]+\.h$/
}

function remember_sources(path,    name) {
    if (path !~ /\.h$/)
        return
    name = path
    sub(/^.*\//, "", name)
    sub(/(_core|_internal)?\.h$/, "", name)
    stems[name] = 1
}

function put_file(path, quiet,    line, other, count, lines, i) {
    if (path in taken && !is_template_part(path))
        return
    taken[path] = 1
    remember_sources(path)
    count = 0
    while ((other = (getline line < path)) > 0)
        lines[++count] = line
    if (other < 0)
        fail("cannot read " path)
    close(path)
    for (i = 1; i <= count; i++) {
        other = included(lines[i], path)
        if (other ~ /\/template_begin\.h$/ && !implemented)
            put_sources()
        if (other != "")
            put_file(other)
        else
            print lines[i]
    }
}

# The sources whose stems were seen, in the order of their names; again, for what those
# include in turn.
function put_sources(    more) {
    implemented = 1
    print "#ifdef RMAP_IMPLEMENTATION"
    do
        more = put_wanted()
    while (more)
    print "#endif /* RMAP_IMPLEMENTATION */"
}

# Puts what is wanted and was not put yet; how many.
function put_wanted(    list, path, name, stem, wanted, count) {
    count = 0
    list = "ls " root "/src/*.c"
    while ((list | getline path) > 0) {
        name = path
        sub(/^.*\//, "", name)
        sub(/\.c$/, "", name)
        wanted = 0
        for (stem in stems)
            if (name == stem || index(name, stem "_") == 1)
                wanted = 1
        if (!wanted || (path in taken))
            continue
        # Two members of one program may both bring it.
        print "#ifndef RMAP_HAS_SOURCE_" toupper(name)
        print "#define RMAP_HAS_SOURCE_" toupper(name)
        put_file(path)
        print "#endif"
        count++
    }
    close(list)
    return count
}

BEGIN {
    header = root "/include/rmap/" member ".h"
    print "/* rmap_" member ".h: runtime-map's " member " in one header. Generated; edit the originals."
    print " *"
    print " * Include it as <rmap/" member ".h> is included. In one C file of the program, define"
    print " * RMAP_IMPLEMENTATION before its first inclusion, above all other headers. */"
    print "#if defined(RMAP_IMPLEMENTATION) && !defined(_DEFAULT_SOURCE)"
    print "#define _DEFAULT_SOURCE /* getentropy */"
    print "#endif"
    put_file(header)
    if (!implemented)
        put_sources()
}
