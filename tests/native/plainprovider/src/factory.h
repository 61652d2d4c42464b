#pragma once

#include "ort.h"

namespace plain {

// What the host makes providers with: one a library, alive while the library is registered.
class Factory final : public OrtEpFactory {
 public:
  // `has_device` false: as a provider whose hardware this machine lacks.
  explicit Factory(bool has_device);

 private:
  static const char* ORT_API_CALL Name(const OrtEpFactory*) noexcept;
  static const char* ORT_API_CALL Vendor(const OrtEpFactory*) noexcept;
  static const char* ORT_API_CALL Version(const OrtEpFactory*) noexcept;
  static uint32_t ORT_API_CALL VendorId(const OrtEpFactory*) noexcept;
  static OrtStatus* ORT_API_CALL Devices(OrtEpFactory* self, const OrtHardwareDevice* const* devices, size_t count,
                                         OrtEpDevice** provider_devices, size_t capacity, size_t* found) noexcept;
  static OrtStatus* ORT_API_CALL Create(OrtEpFactory*, const OrtHardwareDevice* const*, const OrtKeyValuePairs* const*,
                                        size_t, const OrtSessionOptions* session, const OrtLogger*,
                                        OrtEp** provider) noexcept;
  static void ORT_API_CALL Release(OrtEpFactory*, OrtEp* provider) noexcept;
  static OrtStatus* ORT_API_CALL NoAllocator(OrtEpFactory*, const OrtMemoryInfo*, const OrtKeyValuePairs*,
                                             OrtAllocator** allocator) noexcept;
  static void ORT_API_CALL ReleaseNothing(OrtEpFactory*, OrtAllocator*) noexcept;
  static OrtStatus* ORT_API_CALL NoDataTransfer(OrtEpFactory*, OrtDataTransferImpl** transfer) noexcept;
  static bool ORT_API_CALL HasNoStreams(const OrtEpFactory*) noexcept;

  bool has_device_;
};

}  // namespace plain
