# What is installed: the library, its headers, each member as one header, alert rules, and
# what cmake, pkg-config and man look for.

include(CMakePackageConfigHelpers)
set(RMAP_PACKAGE ${CMAKE_INSTALL_LIBDIR}/cmake/rmap)
set(RMAP_MADE ${CMAKE_CURRENT_BINARY_DIR}/made)
install(TARGETS rmap EXPORT rmapTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/rmap DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(EXPORT rmapTargets NAMESPACE rmap:: DESTINATION ${RMAP_PACKAGE})
write_basic_package_version_file(${RMAP_MADE}/rmapConfigVersion.cmake
    VERSION ${PROJECT_VERSION} COMPATIBILITY SameMinorVersion)
install(FILES cmake/rmapConfig.cmake ${RMAP_MADE}/rmapConfigVersion.cmake
    DESTINATION ${RMAP_PACKAGE})
configure_file(cmake/rmap.pc.in ${RMAP_MADE}/rmap.pc @ONLY)
install(FILES ${RMAP_MADE}/rmap.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
install(FILES alerts/maps.yml DESTINATION ${CMAKE_INSTALL_DATADIR}/rmap)
install(FILES man/rmap.7 DESTINATION ${CMAKE_INSTALL_MANDIR}/man7)

# The members are the headers that are templates.
find_program(RMAP_AWK NAMES mawk gawk awk REQUIRED)
file(GLOB RMAP_PARTS CONFIGURE_DEPENDS include/rmap/*.h src/*.h)
set(RMAP_SINGLE "")
foreach(header ${RMAP_PARTS})
    file(STRINGS ${header} template REGEX "^#include \"rmap/template_begin.h\"")
    if(NOT template)
        continue()
    endif()
    get_filename_component(member ${header} NAME_WE)
    set(out ${RMAP_MADE}/single/rmap_${member}.h)
    add_custom_command(OUTPUT ${out}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${RMAP_MADE}/single
        COMMAND ${RMAP_AWK} -v member=${member} -v root=${CMAKE_CURRENT_SOURCE_DIR}
            -f ${CMAKE_CURRENT_SOURCE_DIR}/tools/single.awk > ${out}
        DEPENDS tools/single.awk ${RMAP_PARTS} ${RMAP_SOURCES} VERBATIM)
    list(APPEND RMAP_SINGLE ${out})
endforeach()
add_custom_target(rmap_single ALL DEPENDS ${RMAP_SINGLE})
install(FILES ${RMAP_SINGLE} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/rmap/single)
