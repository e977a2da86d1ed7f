cmake_minimum_required(VERSION 3.20)
# Fails unless clang sees, on each generated function and on the map type, what mapvet is
# to read there. Usage: cmake -DCLANG=clang -DINCLUDE=<dir> -DSOURCE=annotations.c -P ...
execute_process(
    COMMAND ${CLANG} -I${INCLUDE} -fsyntax-only -Xclang -ast-dump -fno-color-diagnostics
        ${SOURCE}
    OUTPUT_VARIABLE dump ERROR_VARIABLE errors RESULT_VARIABLE status)
if(NOT status EQUAL 0)
    message(FATAL_ERROR "annotations: ${CLANG} failed:\n${errors}")
endif()
string(REPLACE ";" "," dump "${dump}") # the law's rows; lists are split at ';'
string(REGEX REPLACE "[][]" "_" dump "${dump}")
string(REPLACE "\n" ";" lines "${dump}")

# Each declaration's annotation, as "symtab_get=read map:0 ..."
set(seen "")
set(declaration "")
foreach(line IN LISTS lines)
    if(line MATCHES "FunctionDecl .* ((symtab|owned)[a-z_]*) '")
        set(declaration ${CMAKE_MATCH_1})
    elseif(line MATCHES "RecordDecl .* struct ((symtab|owned)[a-z_]*) definition")
        set(declaration ${CMAKE_MATCH_1})
    elseif(line MATCHES "AnnotateAttr .*\"map: (.*)\"")
        list(APPEND seen "${declaration}=${CMAKE_MATCH_1}")
    endif()
endforeach()

set(expected
    "symtab=law hmap, nil read:ok len:ok iter:ok delete:ok write:panic clear:panic free:noop, iterator dies-on clear free, pointer dies-on write:new delete clear free reserve, reserve hint slots:8 load:13/2, clear keeps-room"
    "symtab_make=new returns:map hint:0"
    "symtab_make_with=new returns:map hint:0 context"
    "symtab_len=len map:0"
    "symtab_get=read map:0 key:1 returns:borrow|null"
    "symtab_get_or_put=write map:0 key:1 returns:borrow|null"
    "symtab_put=write map:0 key:1 val:2"
    "symtab_delete=delete map:0 key:1"
    "symtab_shrink=reserve map:0"
    "symtab_clear=clear map:0"
    "symtab_free=free map:0"
    "symtab_iter_init=iter it:0 map:1"
    "symtab_next=next it:0"
    "symtab_iter_end=end it:0")
# A set that owns its keys: what differs.
string(REGEX REPLACE "symtab([=_])" "owned\\1" owned "${expected}")
list(FILTER owned EXCLUDE REGEX "owned_(get|get_or_put|put)=")
list(APPEND expected ${owned} "owned_has=read map:0 key:1 returns:found"
    "owned_add=write map:0 key:1 keeps-key copies-key")
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
