cmake_minimum_required(VERSION 3.20)
# Fails when an object file carries mutable file-scope, function-static or thread-local state.
# Usage: cmake -DOBJDUMP=objdump "-DOBJECTS=a.o;b.o" -P nostate.cmake
# Needs objects without sanitizers. Const tables that hold pointers sit in .data.rel.ro and
# pass.
set(bad 0)
set(symbols 0)
foreach(object ${OBJECTS})
    execute_process(COMMAND ${OBJDUMP} -t ${object}
        OUTPUT_VARIABLE table COMMAND_ERROR_IS_FATAL ANY)
    string(REGEX MATCHALL "[^\n]* F \\.text[^\n]*" functions "${table}")
    list(LENGTH functions count)
    math(EXPR symbols "${symbols} + ${count}")
    # objdump marks objects with O, but not thread-local ones; d marks the section itself.
    string(REGEX MATCHALL "[^\n]* (O (\\.data|\\.bss|\\*COM\\*)|\\.t(data|bss))[^\n]*"
        hits "${table}")
    foreach(hit ${hits})
        if(NOT hit MATCHES " \\.data\\.rel\\.ro| d  ")
            string(REGEX REPLACE ".* " "" name "${hit}")
            message("${object}: '${name}' is mutable state")
            set(bad 1)
        endif()
    endforeach()
endforeach()
if(symbols EQUAL 0)
    message(FATAL_ERROR "nostate: not one function in the objects: nothing was looked at")
endif()
if(bad)
    message(FATAL_ERROR "nostate: pass it in a context struct, or make it const")
endif()
message("nostate: ${symbols} functions, no mutable state")
