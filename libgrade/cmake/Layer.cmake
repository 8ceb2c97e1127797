# A layer is a folder of libgrade/src and an object library. It sees the headers
# of the layers it may use, and no others: each layer's folder is linked into an
# include root of its own, and only the roots of its USES are on its path.
function(libgrade_layer name)
  cmake_parse_arguments(LAYER "" "" "USES;LINKS" ${ARGN})
  set(folder ${CMAKE_CURRENT_SOURCE_DIR}/src/${name})
  set(root ${CMAKE_CURRENT_BINARY_DIR}/layers/${name})
  file(MAKE_DIRECTORY ${root})
  file(CREATE_LINK ${folder} ${root}/${name} SYMBOLIC)
  file(GLOB sources CONFIGURE_DEPENDS ${folder}/*.c)
  add_library(lg_${name} OBJECT ${sources})
  foreach(used IN LISTS LAYER_USES ITEMS ${name})
    target_include_directories(lg_${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/layers/${used})
  endforeach()
  target_link_libraries(lg_${name} PRIVATE libgrade_flags ${LAYER_LINKS})
  # No build type but Debug may abort, not even those of packagers that are none
  # of CMake's.
  target_compile_definitions(lg_${name} PRIVATE $<$<NOT:$<CONFIG:Debug>>:NDEBUG>)
  set_target_properties(lg_${name} PROPERTIES POSITION_INDEPENDENT_CODE ON
                        C_VISIBILITY_PRESET hidden)
  set_property(GLOBAL APPEND PROPERTY LIBGRADE_LAYERS ${name})
endfunction()
