# Installs a release build into a folder of its own and uses it from there: by find_package,
# by pkg-config, and each member as one header.
# Usage: cmake -DSOURCE=<runtime-map> -DWORK=<empty folder> -DCC=<compiler>
#     -DGENERATOR=<of cmake> -P install_test.cmake
function(run)
    execute_process(COMMAND ${ARGN} RESULT_VARIABLE status OUTPUT_VARIABLE said ERROR_VARIABLE said)
    if(NOT status EQUAL 0)
        string(REPLACE ";" " " command "${ARGN}")
        message(FATAL_ERROR "${command}: ${status}\n${said}")
    endif()
endfunction()

file(REMOVE_RECURSE ${WORK})
set(prefix ${WORK}/prefix)
run(${CMAKE_COMMAND} -G ${GENERATOR} -S ${SOURCE} -B ${WORK}/build -DCMAKE_C_COMPILER=${CC}
    -DCMAKE_INSTALL_PREFIX=${prefix} -DCMAKE_INSTALL_LIBDIR=lib)
run(${CMAKE_COMMAND} --build ${WORK}/build)
run(${CMAKE_COMMAND} --install ${WORK}/build)

run(${CMAKE_COMMAND} -G ${GENERATOR} -S ${SOURCE}/test/install -B ${WORK}/consumer
    -DCMAKE_C_COMPILER=${CC}
    -DCMAKE_PREFIX_PATH=${prefix})
run(${CMAKE_COMMAND} --build ${WORK}/consumer)
run(${WORK}/consumer/consumer)

find_program(PKG_CONFIG NAMES pkgconf pkg-config)
if(PKG_CONFIG)
    execute_process(COMMAND ${CMAKE_COMMAND} -E env PKG_CONFIG_PATH=${prefix}/lib/pkgconfig
        ${PKG_CONFIG} --cflags --libs rmap OUTPUT_VARIABLE flags RESULT_VARIABLE status
        OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(NOT status EQUAL 0)
        message(FATAL_ERROR "pkg-config does not know rmap")
    endif()
    separate_arguments(flags)
    run(${CC} -std=c11 ${SOURCE}/test/install/consumer.c ${flags} -o ${WORK}/by_pkg_config)
    run(${WORK}/by_pkg_config)
else()
    message(STATUS "pkg-config is not installed: not tried")
endif()

file(GLOB singles ${prefix}/include/rmap/single/rmap_*.h)
if(NOT singles)
    message(FATAL_ERROR "no member was installed as one header")
endif()
foreach(single ${singles})
    string(REGEX REPLACE "^.*/rmap_(.*)\\.h$" "\\1" member ${single})
    set(program ${SOURCE}/test/single/${member}.c)
    if(NOT EXISTS ${program})
        message(FATAL_ERROR "nothing uses rmap_${member}.h: write ${program}")
    endif()
    run(${CC} -std=gnu11 -Wall -Wextra -Werror -I${prefix}/include/rmap/single ${program}
        -pthread -lm -o ${WORK}/single_${member})
    run(${WORK}/single_${member})
endforeach()
