cmake_minimum_required(VERSION 3.20)
# trim_rss.c with the system's malloc, for the sanitizers bring one of their own.
# Usage: cmake -DCC=gcc -DROOT=runtime-map -DPROGRAM=x -P trim_rss.cmake
file(GLOB sources ${ROOT}/src/*.c)
execute_process(
    COMMAND ${CC} -std=c11 -D_DEFAULT_SOURCE -O2 -I${ROOT}/include -I${ROOT}/src
        ${ROOT}/test/trim_rss.c ${sources} -pthread -o ${PROGRAM}
    ERROR_VARIABLE said RESULT_VARIABLE status)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "trim_rss.c does not compile:\n${said}")
endif()
execute_process(COMMAND ${PROGRAM} OUTPUT_VARIABLE said RESULT_VARIABLE status)
message("${said}")
if(NOT status EQUAL 0)
    message(FATAL_ERROR "the memory did not go back: ${status}")
endif()
