/* Made by CMake from project(VERSION). */
#ifndef LIBGRADE_VERSION_H
#define LIBGRADE_VERSION_H

#define LGR_VERSION_MAJOR 0
#define LGR_VERSION_MINOR 1
#define LGR_VERSION_PATCH 0
#define LGR_VERSION_TEXT "0.1.0"

#endif
