# Fails when a name that the library exports does not begin with rmap_: it could be one of
# the program's. Usage: cmake -DNM=nm -DLIBRARY=librmap.a -P symbols.cmake
execute_process(COMMAND ${NM} -g --defined-only -P ${LIBRARY}
    OUTPUT_VARIABLE names ERROR_VARIABLE errors RESULT_VARIABLE status)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "symbols: ${NM} failed:\n${errors}")
endif()
string(REGEX MATCHALL "[^\n]+ [A-Z] [^\n]*" rows "${names}")
if(NOT rows MATCHES "(^|;)rmap_hmap_make ")
    message(FATAL_ERROR "symbols: no rmap_hmap_make in ${LIBRARY}")
endif()
list(FILTER rows EXCLUDE REGEX "^(rmap_|__)") # the second are the sanitizers'
if(rows)
    message(FATAL_ERROR "symbols: without rmap_:\n${rows}")
endif()
