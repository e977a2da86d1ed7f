cmake_minimum_required(VERSION 3.20)
# Fails when clang-format would change a file. To fix: clang-format-19 -i FILE.
# Usage: cmake -DROOT=<source dir> -DCLANG_FORMAT=<program> -P format.cmake
file(GLOB_RECURSE files ${ROOT}/analyzer/*.[ch] ${ROOT}/rules/*.[ch]
    ${ROOT}/runtime-map/*.[ch])
list(LENGTH files count)
if(count EQUAL 0)
    message(FATAL_ERROR "format: no file was looked at: is ROOT right?")
endif()
execute_process(COMMAND ${CLANG_FORMAT} --dry-run -Werror ${files}
    RESULT_VARIABLE status ERROR_VARIABLE said)
if(NOT status EQUAL 0)
    # The places without the source lines, which may hold anything.
    string(REGEX MATCHALL "[^\n]+: error: code should be clang-formatted" places "${said}")
    if(NOT places)
        message(FATAL_ERROR "format: ${CLANG_FORMAT}: ${status}\n${said}")
    endif()
    list(TRANSFORM places REPLACE ":[0-9]+: error: .*" "")
    list(REMOVE_DUPLICATES places)
    foreach(place ${places})
        message("${place}")
    endforeach()
    message(FATAL_ERROR "format: run clang-format-19 -i on these files")
endif()
message("format: ${count} files")
