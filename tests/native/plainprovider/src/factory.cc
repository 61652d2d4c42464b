#include "factory.h"

#include <memory>
#include <string>

#include "provider.h"

namespace plain {
namespace {

constexpr const char* kName = "PlainTestProvider";

}  // namespace

Factory::Factory(bool has_device) : OrtEpFactory{}, has_device_(has_device) {
  ort_version_supported = ORT_API_VERSION;
  GetName = Name;
  GetVendor = Vendor;
  GetVendorId = VendorId;
  GetVersion = Version;
  GetSupportedDevices = Devices;
  CreateEp = Create;
  ReleaseEp = Release;
  // The host's own CPU memory serves: nothing to allocate, copy or synchronise.
  CreateAllocator = NoAllocator;
  ReleaseAllocator = ReleaseNothing;
  CreateDataTransfer = NoDataTransfer;
  IsStreamAware = HasNoStreams;
}

const char* ORT_API_CALL Factory::Name(const OrtEpFactory*) noexcept { return kName; }
const char* ORT_API_CALL Factory::Vendor(const OrtEpFactory*) noexcept { return "VaeOnnx tests"; }
const char* ORT_API_CALL Factory::Version(const OrtEpFactory*) noexcept { return "1.0.0"; }
uint32_t ORT_API_CALL Factory::VendorId(const OrtEpFactory*) noexcept { return 0; }

OrtStatus* ORT_API_CALL Factory::Devices(OrtEpFactory* self, const OrtHardwareDevice* const* devices, size_t count,
                                         OrtEpDevice** provider_devices, size_t capacity, size_t* found) noexcept {
  *found = 0;
  return Guarded([&] {
    if (!static_cast<const Factory*>(self)->has_device_) return;
    for (size_t i = 0; i < count && *found < capacity; ++i) {
      if (Ort::ConstHardwareDevice(devices[i]).Type() != OrtHardwareDeviceType_CPU) continue;
      Ort::ThrowOnError(
          Ort::GetEpApi().CreateEpDevice(self, devices[i], nullptr, nullptr, &provider_devices[*found]));
      ++*found;
    }
  });
}

OrtStatus* ORT_API_CALL Factory::Create(OrtEpFactory*, const OrtHardwareDevice* const*, const OrtKeyValuePairs* const*,
                                        size_t, const OrtSessionOptions* session, const OrtLogger*,
                                        OrtEp** provider) noexcept {
  *provider = nullptr;
  return Guarded([&] {
    ProviderOptions options = ProviderOptions::Read(Ort::ConstSessionOptions(session), kName);
    if (options.fail == Failure::kCreate) throw Ort::Exception("fail=create was asked for", ORT_FAIL);
    *provider = std::make_unique<Provider>(kName, std::move(options)).release();
  });
}

void ORT_API_CALL Factory::Release(OrtEpFactory*, OrtEp* provider) noexcept { delete static_cast<Provider*>(provider); }

OrtStatus* ORT_API_CALL Factory::NoAllocator(OrtEpFactory*, const OrtMemoryInfo*, const OrtKeyValuePairs*,
                                             OrtAllocator** allocator) noexcept {
  *allocator = nullptr;
  return nullptr;
}

void ORT_API_CALL Factory::ReleaseNothing(OrtEpFactory*, OrtAllocator*) noexcept {}

OrtStatus* ORT_API_CALL Factory::NoDataTransfer(OrtEpFactory*, OrtDataTransferImpl** transfer) noexcept {
  *transfer = nullptr;
  return nullptr;
}

bool ORT_API_CALL Factory::HasNoStreams(const OrtEpFactory*) noexcept { return false; }

}  // namespace plain
