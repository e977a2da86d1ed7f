cmake_minimum_required(VERSION 3.20)
# Compiles the library and TEST with ThreadSanitizer and runs it: fails on any report.
# Usage: cmake -DCC=gcc -DTEST=x_test.c -DROOT=runtime-map -DCMOCKA=lib -DPROGRAM=x -P ...
file(GLOB sources ${ROOT}/src/*.c)
execute_process(
    COMMAND ${CC} -std=c11 -D_DEFAULT_SOURCE -O1 -g -fsanitize=thread -I${ROOT}/include
        -I${ROOT}/src -I${ROOT}/test ${sources} ${ROOT}/test/panic_trap.c
        ${ROOT}/test/hmap_check.c ${TEST} ${CMOCKA} -pthread -lm -o ${PROGRAM}
    ERROR_VARIABLE said RESULT_VARIABLE status)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "${TEST} does not compile with -fsanitize=thread:\n${said}")
endif()
execute_process(COMMAND ${CMAKE_COMMAND} -E env "TSAN_OPTIONS=halt_on_error=1 exitcode=66"
    ${PROGRAM} OUTPUT_VARIABLE out ERROR_VARIABLE said RESULT_VARIABLE status TIMEOUT 240)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "under ThreadSanitizer it ended with ${status}:\n${out}${said}")
endif()
