# find_package(rmap) gives the target rmap::rmap.
include(CMakeFindDependencyMacro)
find_dependency(Threads)
include("${CMAKE_CURRENT_LIST_DIR}/rmapTargets.cmake")
