#pragma once

#ifdef _WIN32
#define PLAIN_EXPORT __declspec(dllexport)
#else
#define PLAIN_EXPORT __attribute__((visibility("default")))
#endif
