cmake_minimum_required(VERSION 3.20)
# Fails unless clang sees, on the types and functions that a member generates, what mapvet
# is to read there: the rows of annotations/MEMBER.txt, no more and no fewer. A function for
# users that has no annotation is a row without one, so that none is left out unawares.
# MEMBER.c names the map that is looked at `map`, and the set `set`.
# Usage: cmake -DCLANG=clang -DINCLUDE=<dir> -DSOURCE=annotations/MEMBER.c -P ...
execute_process(
    COMMAND ${CLANG} -I${INCLUDE} -fsyntax-only -Xclang -ast-dump -fno-color-diagnostics
        ${SOURCE}
    OUTPUT_VARIABLE dump ERROR_VARIABLE errors RESULT_VARIABLE status)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "annotations: ${CLANG} failed:\n${errors}")
endif()
string(REGEX REPLACE "\\.c$" ".txt" rows ${SOURCE})
file(READ ${rows} expected)
# The law's rows are split at ';' as lists are, and brackets would keep lines together.
foreach(text dump expected)
    string(REPLACE ";" "," ${text} "${${text}}")
    string(REGEX REPLACE "[][]" "_" ${text} "${${text}}")
    string(REPLACE "\n" ";" ${text} "${${text}}")
endforeach()
list(REMOVE_ITEM expected "")

# Each declaration with its annotation, as "map_get: read map:0 ...".
set(seen "")
set(declaration "")
foreach(line IN LISTS dump)
    if(line MATCHES "^[|`]-(Function|Record)Decl ")
        set(declaration "")
        if(line MATCHES "Decl .* ((map|set)(_[a-z]+)*) '")
            set(declaration "${CMAKE_MATCH_1}:") # a function
            list(APPEND seen "${declaration}")
        elseif(line MATCHES "Decl .* struct ((map|set)(_[a-z]+)*) definition")
            set(declaration "${CMAKE_MATCH_1}:")
        endif()
    elseif(declaration AND line MATCHES "AnnotateAttr .*\"map: (.*)\"")
        list(REMOVE_ITEM seen "${declaration}")
        list(APPEND seen "${declaration} ${CMAKE_MATCH_1}")
    endif()
endforeach()
list(FILTER seen EXCLUDE REGEX "_outer[_:]") # nested's outer map: its own member's

if(NOT expected)
    message(SEND_ERROR "annotations: ${rows} has no rows")
endif()
foreach(row IN LISTS expected)
    if(NOT row IN_LIST seen)
        message(SEND_ERROR "annotations: not there: ${row}")
    endif()
endforeach()
foreach(row IN LISTS seen)
    if(NOT row IN_LIST expected)
        message(SEND_ERROR "annotations: not expected: ${row}")
    endif()
endforeach()
