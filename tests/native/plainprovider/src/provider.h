#pragma once

#include <string>

#include "ort.h"
#include "provider_options.h"

namespace plain {

// The execution provider of one session: claims nodes, compiles each on its own, computes them in CPU memory.
class Provider final : public OrtEp {
 public:
  Provider(std::string name, ProviderOptions options);

 private:
  static const char* ORT_API_CALL Name(const OrtEp* self) noexcept;
  static OrtStatus* ORT_API_CALL Claim(OrtEp* self, const OrtGraph* graph, OrtEpGraphSupportInfo* support) noexcept;
  static OrtStatus* ORT_API_CALL CompileNodes(OrtEp* self, const OrtGraph** graphs, const OrtNode** fused, size_t count,
                                              OrtNodeComputeInfo** compute, OrtNode** ep_context) noexcept;
  static void ORT_API_CALL ReleaseNodes(OrtEp* self, OrtNodeComputeInfo** compute, size_t count) noexcept;

  std::string name_;
  ProviderOptions options_;
};

}  // namespace plain
