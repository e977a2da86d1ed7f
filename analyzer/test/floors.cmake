cmake_minimum_required(VERSION 3.20)
# Fails when a file includes a header, or calls a function, that its floor may not see.
# Usage: cmake -DROOT=<source dir> -P floors.cmake
set(sees_base "")
set(sees_ir base)
set(sees_model base ir)
set(sees_flow base ir model)
set(sees_front base ir model)
set(sees_summary base ir model flow)
set(sees_check base ir model flow summary)
set(sees_store base ir check)
set(sees_output base ir check)
set(sees_drive base ir model flow summary front check store output)
set(sees_lsp base ir model flow summary front check store drive)
set(sees_cli base ir model flow summary front check store output drive lsp)

# Headers of others: a pattern for the header, a pattern for the files that may include it.
set(outside
    "^clang-c/" "^front/"
    "^tree_sitter/" "^front/"
    "^sqlite3" "^store/"
    "^jansson" "^(output|lsp)/|^front/compdb\\.[ch]$"
    "^xxhash" "^base/hash\\.[ch]$")

# Calls: a pattern for the name, a pattern for the files that may call it, the reason.
set(calls
    "fopen|freopen|open|openat|creat|opendir" "^base/file\\.c$" "only base/file.c opens files"
    "getenv|secure_getenv|setenv" "^(cli|lsp)/" "only cli and lsp read the environment"
    "time|clock|gettimeofday|clock_gettime" "^(cli|lsp)/" "only cli and lsp read the clock"
    "exit" "^cli/main\\.c$" "errors travel up as Err"
    "_exit" "^(drive|lsp)/" "only a worker process ends like this"
    "malloc|calloc|realloc|strdup|strndup" "^base/arena\\.c$" "memory comes from an Arena"
    "system|popen" "^$" "no shell ever sees input"
    "setjmp|longjmp" "^$" "errors travel up as Err"
    "clang_visitChildren" "^front/clang_tree\\.c$" "one visitor in the whole program")

set(bad 0)
set(files_seen 0)
set(includes_seen 0)

function(complain text)
    message("${text}")
    set(bad 1 PARENT_SCOPE)
endfunction()

# The file's text with comments, strings and character constants blanked, so that only code
# is left. Square brackets and semicolons go too: they mean something in a CMake list.
function(read_code path variable)
    file(READ ${path} text)
    string(REGEX REPLACE "[][;]" " " text "${text}")
    string(REGEX REPLACE
        "/\\*[^*]*\\*+([^/*][^*]*\\*+)*/|//[^\n]*|\"([^\"\\\n]|\\\\.)*\"|'([^'\\\n]|\\\\.)*'"
        " " text "${text}")
    set(${variable} "${text}" PARENT_SCOPE)
endfunction()

# The headers of [path], those in quotes and those in angle brackets.
function(read_includes path quoted angled)
    file(STRINGS ${path} lines REGEX "^[ \t]*#[ \t]*include")
    set(own "")
    set(other "")
    foreach(line ${lines})
        if(line MATCHES "include[ \t]*\"([^\"]*)\"")
            list(APPEND own ${CMAKE_MATCH_1})
        elseif(line MATCHES "include[ \t]*<([^>]*)>")
            list(APPEND other ${CMAKE_MATCH_1})
        else()
            message("${path}: an #include that names no file: ${line}")
        endif()
    endforeach()
    set(${quoted} "${own}" PARENT_SCOPE)
    set(${angled} "${other}" PARENT_SCOPE)
endfunction()

macro(check_outside label file)
    foreach(header ${quoted} ${angled})
        set(patterns ${outside})
        while(patterns)
            list(POP_FRONT patterns what where)
            if(header MATCHES "${what}" AND NOT "${file}" MATCHES "${where}")
                complain("${label}: may not include ${header}")
            endif()
        endwhile()
    endforeach()
endmacro()

macro(check_calls label file)
    read_code(${ROOT}/${label} code)
    set(rows ${calls})
    while(rows)
        list(POP_FRONT rows what where why)
        # A member (x.open) or a longer name (file_open) is something else.
        if(NOT "${file}" MATCHES "${where}"
           AND code MATCHES "(^|[^A-Za-z0-9_.>])(${what})[ \t\n]*\\(")
            complain("${label}: calls ${CMAKE_MATCH_2}(): ${why}")
        endif()
    endwhile()
    if(NOT "${file}" STREQUAL "cli/main.c" AND code MATCHES "int[ \t\n]+main[ \t\n]*\\(")
        complain("${label}: main() belongs in cli/main.c")
    endif()
endmacro()

file(GLOB files RELATIVE ${ROOT} ${ROOT}/rules/*.c)
foreach(label ${files})
    math(EXPR files_seen "${files_seen} + 1")
    read_includes(${ROOT}/${label} quoted angled)
    if(NOT "${quoted}" STREQUAL "check/rule.h")
        complain("${label}: a rule includes check/rule.h and nothing else of ours")
    endif()
    check_outside(${label} ${label})
    check_calls(${label} ${label})
endforeach()

file(GLOB files RELATIVE ${ROOT}/analyzer
    ${ROOT}/analyzer/*/*.c ${ROOT}/analyzer/*/*.h ${ROOT}/analyzer/*/*.def)
foreach(file ${files})
    get_filename_component(home ${file} DIRECTORY)
    if(home MATCHES "^(tools|test|fuzz|bench)$")
        continue() # these stand outside the building
    endif()
    if(NOT DEFINED sees_${home})
        complain("analyzer/${home}: unknown floor; say in floors.cmake what it may see")
        continue()
    endif()
    math(EXPR files_seen "${files_seen} + 1")
    read_includes(${ROOT}/analyzer/${file} quoted angled)
    foreach(header ${quoted})
        math(EXPR includes_seen "${includes_seen} + 1")
        get_filename_component(floor "${header}" DIRECTORY)
        if(floor STREQUAL "rmap")
            continue() # runtime-map is seen by all
        endif()
        if(NOT EXISTS ${ROOT}/analyzer/${header})
            complain("analyzer/${file}: write \"${header}\" with its floor, as in \"base/arena.h\"")
        elseif(NOT "${floor}" STREQUAL "${home}" AND NOT "${floor}" IN_LIST sees_${home})
            complain("analyzer/${file}: floor '${home}' may not include ${header}")
        endif()
    endforeach()
    check_outside(analyzer/${file} ${file})
    check_calls(analyzer/${file} ${file})
endforeach()

# The runtime depends on nothing of ours.
file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/runtime-map/*.c ${ROOT}/runtime-map/*.h)
foreach(label ${files})
    math(EXPR files_seen "${files_seen} + 1")
    read_includes(${ROOT}/${label} quoted angled)
    foreach(header ${quoted})
        get_filename_component(floor "${header}" DIRECTORY)
        if(DEFINED sees_${floor})
            complain("${label}: runtime-map may not include ${header}")
        endif()
    endforeach()
endforeach()

if(files_seen EQUAL 0 OR includes_seen EQUAL 0)
    complain("floors: read ${files_seen} files and ${includes_seen} includes of ours: is ROOT right?")
endif()
if(bad)
    message(FATAL_ERROR "floors: see above")
endif()
message("floors: ${files_seen} files, ${includes_seen} includes of ours between floors")
