# Toolchain for another architecture, whose libraries are in a folder
# (sysroot.sh). What to build for comes from the environment: PORT_PROCESSOR,
# PORT_TRIPLET (Debian's), PORT_COMPILER (prefix), PORT_SYSROOT, PORT_EMULATOR (what
# runs a program), PORT_LOADER (the dynamic linker when programs run as they are).
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR $ENV{PORT_PROCESSOR})
set(CMAKE_C_COMPILER $ENV{PORT_COMPILER}-gcc)
set(CMAKE_SYSROOT $ENV{PORT_SYSROOT})
set(CMAKE_LIBRARY_ARCHITECTURE $ENV{PORT_TRIPLET})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(libraries ${CMAKE_SYSROOT}/usr/lib/$ENV{PORT_TRIPLET})
set(ENV{PKG_CONFIG_LIBDIR} ${libraries}/pkgconfig:${CMAKE_SYSROOT}/usr/share/pkgconfig)
set(ENV{PKG_CONFIG_SYSROOT_DIR} ${CMAKE_SYSROOT})
if(NOT "$ENV{PORT_LOADER}" STREQUAL "")
  string(APPEND CMAKE_EXE_LINKER_FLAGS_INIT
         "-Wl,--dynamic-linker=${CMAKE_SYSROOT}$ENV{PORT_LOADER}"
         " -Wl,--disable-new-dtags -Wl,-rpath,${CMAKE_SYSROOT}/lib/$ENV{PORT_TRIPLET}:${libraries}")
endif()
separate_arguments(CMAKE_CROSSCOMPILING_EMULATOR UNIX_COMMAND "$ENV{PORT_EMULATOR}")
