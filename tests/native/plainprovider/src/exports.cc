// The two functions that ONNX Runtime looks up in a plugin library.
#include <memory>

#include "factory.h"
#include "ort.h"
#include "plain_export.h"

namespace {

enum class Variant { WORKS, NO_DEVICE, REFUSES };
constexpr Variant kVariant = Variant::PLAIN_PROVIDER_VARIANT;

}  // namespace

extern "C" {

PLAIN_EXPORT OrtStatus* CreateEpFactories(const char*, const OrtApiBase* base, const OrtLogger*,
                                          OrtEpFactory** factories, size_t max_factories, size_t* num_factories) {
  *num_factories = 0;
  const OrtApi* api = base->GetApi(ORT_API_VERSION);
  // A host older than the headers has no such API; the first version's is enough to say so.
  if (api == nullptr) return base->GetApi(1)->CreateStatus(ORT_FAIL, "The host is older than this plugin");
  Ort::InitApi(api);
  return plain::Guarded([&] {
    if constexpr (kVariant == Variant::REFUSES) {
      throw Ort::Exception("This library refuses to be registered", ORT_FAIL);
    } else {
      if (max_factories < 1) throw Ort::Exception("No room for a factory", ORT_INVALID_ARGUMENT);
      factories[0] = std::make_unique<plain::Factory>(kVariant != Variant::NO_DEVICE).release();
      *num_factories = 1;
    }
  });
}

PLAIN_EXPORT OrtStatus* ReleaseEpFactory(OrtEpFactory* factory) {
  delete static_cast<plain::Factory*>(factory);
  return nullptr;
}

}  // extern "C"
