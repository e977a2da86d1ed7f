# The tests, included by the top CMakeLists.txt. Everything is found by glob:
#   unit_*.c    a cmocka program each, with X.c beside unit_X.c when it is there
#   lint_test.c the runner of the cases under testdata/
#   *_test.sh   a script each, run in an empty directory of its own
#   *.cmake     the gates
set(TEST_DIR ${PROJECT_SOURCE_DIR}/analyzer/test)
set(TEST_ENV "MAPVET=${PROJECT_BINARY_DIR}/mapvet" "SOURCE_DIR=${PROJECT_SOURCE_DIR}"
    "BUILD_DIR=${PROJECT_BINARY_DIR}" "LC_ALL=C.UTF-8"
    "UBSAN_OPTIONS=print_stacktrace=1"
    # libclang gives its threads signal stacks of its own, which ASan would then unmap.
    "ASAN_OPTIONS=use_sigaltstack=0")

function(add_project_test name)
    add_test(NAME ${name} COMMAND ${ARGN})
    set_tests_properties(${name} PROPERTIES ENVIRONMENT "${TEST_ENV}" TIMEOUT 300)
endfunction()

# ---- programs ----

find_sources(UNIT_TESTS analyzer/test/unit_*.c)
if(UNIT_TESTS)
    need(cmocka cmocka.h cmocka libcmocka-dev)
endif()
foreach(file ${UNIT_TESTS})
    get_filename_component(name ${file} NAME_WE)
    string(REGEX REPLACE "^unit_(.*)$" "${TEST_DIR}/\\1.c" part ${name})
    if(NOT EXISTS ${part})
        set(part "")
    endif()
    add_executable(${name} ${file} ${part})
    target_link_libraries(${name} PRIVATE mapvet_core cmocka)
    add_project_test(${name} ${name})
endforeach()

find_sources(LINT_TEST analyzer/test/lint_test.c analyzer/test/want.c
    analyzer/test/case_units.c)
if("analyzer/test/lint_test.c" IN_LIST LINT_TEST)
    add_executable(lint_test ${LINT_TEST})
    target_link_libraries(lint_test PRIVATE mapvet_core)
    add_project_test(lint lint_test ${PROJECT_SOURCE_DIR}/testdata)
endif()

# ---- models held against the real libraries, where they are installed ----

find_package(PkgConfig QUIET)
if(PKG_CONFIG_FOUND)
    pkg_check_modules(GLIB QUIET IMPORTED_TARGET glib-2.0)
endif()
if(GLIB_FOUND)
    add_executable(model_glib_test analyzer/test/model_glib_test.c
        analyzer/test/glib_trials.c)
    target_link_libraries(model_glib_test PRIVATE mapvet_core cmocka PkgConfig::GLIB)
    add_project_test(model_glib model_glib_test)
else()
    message(STATUS "GLib's model is not held against GLib: apt install libglib2.0-dev")
endif()

if(MAPVET_DEV)
    add_subdirectory(${TEST_DIR}/laws)
    find_package(Threads REQUIRED)
    add_subdirectory(${TEST_DIR}/traps)
endif()

# ---- the demo, run by demo_test.sh ----

foreach(kind service repaired)
    find_sources(DEMO testdata/demo/${kind}/*.c)
    add_executable(demo_${kind} ${DEMO})
    target_link_libraries(demo_${kind} PRIVATE rmap)
endforeach()

# ---- scripts ----

find_sources(SCRIPTS analyzer/test/*_test.sh)
foreach(file ${SCRIPTS})
    get_filename_component(name ${file} NAME_WE)
    add_project_test(${name} sh ${TEST_DIR}/in_tmp.sh ${PROJECT_SOURCE_DIR}/${file})
endforeach()

# ---- gates ----

function(add_gate name)
    add_project_test(${name} ${CMAKE_COMMAND} -DROOT=${PROJECT_SOURCE_DIR} ${ARGN}
        -P ${TEST_DIR}/${name}.cmake)
endfunction()

add_gate(floors)
add_gate(complete)
add_gate(names)
add_gate(readme)

find_program(CLANG_FORMAT clang-format-19)
if(NOT CLANG_FORMAT)
    message(FATAL_ERROR "clang-format-19 not found: apt install clang-format-19")
endif()
add_gate(format -DCLANG_FORMAT=${CLANG_FORMAT})

# Sanitizers add state of their own, so this gate looks at plain objects.
if(CORE)
    add_library(plain OBJECT ${CORE_FILES})
    target_link_libraries(plain PRIVATE mapvet_deps)
    target_compile_options(plain PRIVATE -fno-sanitize=all -O0 -g0)
    add_gate(nostate -DOBJDUMP=${CMAKE_OBJDUMP} "-DOBJECTS=$<TARGET_OBJECTS:plain>")
endif()
