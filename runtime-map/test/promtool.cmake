cmake_minimum_required(VERSION 3.20)
# What Prometheus' own tool says of our metrics, alert rules and their tests. Needs Debian's
# package prometheus; without it the test is skipped.
# Usage: cmake -DEXPORT=rmap_export -DALERTS=dir -DFILE=scratch -P promtool.cmake
find_program(PROMTOOL promtool)
if(NOT PROMTOOL)
    message("skipped: promtool is not installed (apt install prometheus)")
    return()
endif()
execute_process(COMMAND ${EXPORT} ${FILE} RESULT_VARIABLE status)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "${EXPORT} ${FILE}: ${status}")
endif()
execute_process(COMMAND ${PROMTOOL} check metrics INPUT_FILE ${FILE}
    OUTPUT_VARIABLE said ERROR_VARIABLE said RESULT_VARIABLE status)
if(NOT status EQUAL 0 OR NOT said STREQUAL "")
    message(SEND_ERROR "promtool check metrics: ${status}\n${said}")
endif()
# The check must be able to fail: no number, and half a label.
file(READ ${FILE} good)
foreach(bad "rmap_more none\n" "rmap_maps{a=\"}\n")
    file(WRITE ${FILE}.bad "${good}${bad}")
    execute_process(COMMAND ${PROMTOOL} check metrics INPUT_FILE ${FILE}.bad
        OUTPUT_QUIET ERROR_QUIET RESULT_VARIABLE status)
    if(status EQUAL 0)
        message(SEND_ERROR "promtool does not see what is wrong with: ${bad}")
    endif()
endforeach()
file(GLOB rules ${ALERTS}/*.yml)
file(GLOB tests ${ALERTS}/*_test.yml)
list(REMOVE_ITEM rules ${tests})
execute_process(COMMAND ${PROMTOOL} check rules ${rules}
    OUTPUT_VARIABLE said ERROR_VARIABLE said RESULT_VARIABLE status)
if(NOT status EQUAL 0)
    message(SEND_ERROR "promtool check rules: ${said}")
endif()
execute_process(COMMAND ${PROMTOOL} test rules ${tests} WORKING_DIRECTORY ${ALERTS}
    OUTPUT_VARIABLE said ERROR_VARIABLE said RESULT_VARIABLE status)
if(NOT status EQUAL 0)
    message(SEND_ERROR "promtool test rules: ${said}")
endif()
