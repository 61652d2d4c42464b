#include "provider.h"

#include <memory>
#include <utility>

#include "node_operator.h"
#include "operators.h"

namespace plain {

Provider::Provider(std::string name, ProviderOptions options)
    : OrtEp{}, name_(std::move(name)), options_(std::move(options)) {
  ort_version_supported = ORT_API_VERSION;
  GetName = Name;
  GetCapability = Claim;
  Compile = CompileNodes;
  ReleaseNodeComputeInfos = ReleaseNodes;
}

const char* ORT_API_CALL Provider::Name(const OrtEp* self) noexcept {
  return static_cast<const Provider*>(self)->name_.c_str();
}

// Every claimed node becomes a fused node of its own: no cycle can arise, and the counts stay those of the model.
OrtStatus* ORT_API_CALL Provider::Claim(OrtEp* self, const OrtGraph* graph, OrtEpGraphSupportInfo* support) noexcept {
  return Guarded([&] {
    const auto& provider = *static_cast<const Provider*>(self);
    for (const Ort::ConstNode& node : Ort::ConstGraph(graph).GetNodes()) {
      if (provider.options_.claim.count(node.GetOperatorType()) == 0 || !CanCompute(node)) continue;
      const OrtNode* one = node;
      Ort::ThrowOnError(Ort::GetEpApi().EpGraphSupportInfo_AddNodesToFuse(support, &one, 1, nullptr));
    }
  });
}

OrtStatus* ORT_API_CALL Provider::CompileNodes(OrtEp* self, const OrtGraph** graphs, const OrtNode** fused,
                                               size_t count, OrtNodeComputeInfo** compute, OrtNode**) noexcept {
  return Guarded([&] {
    const Failure fail = static_cast<const Provider*>(self)->options_.fail;
    if (fail == Failure::kCompile) throw Ort::Exception("fail=compile was asked for", ORT_FAIL);
    for (size_t i = 0; i < count; ++i)
      compute[i] = std::make_unique<NodeOperator>(Ort::ConstGraph(graphs[i]), Ort::ConstNode(fused[i]),
                                                  fail == Failure::kRun)
                       .release();
  });
}

void ORT_API_CALL Provider::ReleaseNodes(OrtEp*, OrtNodeComputeInfo** compute, size_t count) noexcept {
  for (size_t i = 0; i < count; ++i) delete static_cast<NodeOperator*>(compute[i]);
}

}  // namespace plain
