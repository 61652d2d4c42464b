#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "operators.h"
#include "ort.h"

namespace plain {

// A claimed node as ONNX Runtime calls it: one operator, and the way from its inputs to those of the fused node.
class NodeOperator final : public OrtNodeComputeInfo {
 public:
  // `graph` holds the one claimed node; `fused` is the node that stands for it in the host's graph.
  NodeOperator(Ort::ConstGraph graph, Ort::ConstNode fused, bool fail_at_run);

 private:
  static OrtStatus* ORT_API_CALL CreateState(OrtNodeComputeInfo*, OrtNodeComputeContext*, void** state) noexcept;
  static OrtStatus* ORT_API_CALL Compute(OrtNodeComputeInfo* self, void*, OrtKernelContext* kernel) noexcept;
  static void ORT_API_CALL ReleaseState(OrtNodeComputeInfo*, void*) noexcept;

  std::unique_ptr<Operator> operator_;
  // Position of each of the operator's inputs among the fused node's; nothing for an absent optional input.
  std::vector<std::optional<size_t>> inputs_;
  bool fail_at_run_;
};

}  // namespace plain
