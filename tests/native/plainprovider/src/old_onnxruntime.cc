// Looks like the native library of an old ONNX Runtime: it knows its version and none of the APIs asked for.
#include <onnxruntime_c_api.h>

#include "plain_export.h"

namespace {

const OrtApi* ORT_API_CALL NoApi(uint32_t) noexcept { return nullptr; }
const char* ORT_API_CALL Version() noexcept { return "1.17.3"; }

}  // namespace

// MSVC takes no dllexport on a function that the header has declared without it.
#ifdef _WIN32
#pragma comment(linker, "/export:OrtGetApiBase")
#define OLD_EXPORT
#else
#define OLD_EXPORT PLAIN_EXPORT
#endif

extern "C" OLD_EXPORT const OrtApiBase* ORT_API_CALL OrtGetApiBase() noexcept {
  static const OrtApiBase base{NoApi, Version};
  return &base;
}
