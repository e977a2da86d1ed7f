cmake_minimum_required(VERSION 3.20)
# Builds the tests with -m32 in WORK, which is kept, and runs them.
# Usage: cmake -DCC=gcc -DGENERATOR=Ninja -DSOURCE=<here> -DWORK=<dir> -P m32_test.cmake
foreach(step "${CMAKE_COMMAND} -S ${SOURCE} -B ${WORK} -G \"${GENERATOR}\" -DCMAKE_C_COMPILER=${CC}"
        "${CMAKE_COMMAND} --build ${WORK}"
        "${CMAKE_CTEST_COMMAND} --test-dir ${WORK} --output-on-failure")
    separate_arguments(step UNIX_COMMAND "${step}")
    execute_process(COMMAND ${step} OUTPUT_VARIABLE said ERROR_VARIABLE said
        RESULT_VARIABLE status)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "with -m32:\n${said}")
    endif()
endforeach()
