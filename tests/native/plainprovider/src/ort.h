// ONNX Runtime's C++ interface, set up for a plugin: the API comes from the host at registration, never from linking.
#pragma once

#ifndef ORT_API_MANUAL_INIT
#define ORT_API_MANUAL_INIT
#endif
#include <onnxruntime_cxx_api.h>

#include <exception>
#include <utility>

namespace plain {

// Runs a body behind a C callback: no exception may cross into the host, so each becomes a status.
template <typename Body>
OrtStatus* Guarded(Body&& body) noexcept {
  try {
    std::forward<Body>(body)();
    return nullptr;
  } catch (const Ort::Exception& e) {
    return Ort::GetApi().CreateStatus(e.GetOrtErrorCode(), e.what());
  } catch (const std::exception& e) {
    return Ort::GetApi().CreateStatus(ORT_FAIL, e.what());
  }
}

}  // namespace plain
