#include "node_operator.h"

#include <algorithm>
#include <string>

namespace plain {
namespace {

class KernelCall final : public OperatorContext {
 public:
  KernelCall(OrtKernelContext* kernel, const std::vector<std::optional<size_t>>& inputs)
      : kernel_(kernel), inputs_(inputs) {}

  bool Has(size_t input) const override { return input < inputs_.size() && inputs_[input].has_value(); }

  Ort::ConstValue Input(size_t input) const override { return kernel_.GetInput(inputs_.at(input).value()); }

  float* Output(const std::vector<int64_t>& shape) override {
    return kernel_.GetOutput(0, shape).GetTensorMutableData<float>();
  }

 private:
  Ort::KernelContext kernel_;
  const std::vector<std::optional<size_t>>& inputs_;
};

std::vector<std::string> Names(const std::vector<Ort::ConstValueInfo>& values) {
  std::vector<std::string> names;
  for (const Ort::ConstValueInfo& value : values)
    names.push_back(static_cast<const OrtValueInfo*>(value) == nullptr ? std::string() : value.GetName());
  return names;
}

// The fused node lists each value once and in its own order, so positions go by name.
std::vector<std::optional<size_t>> MapInputs(Ort::ConstNode node, Ort::ConstNode fused) {
  const std::vector<std::string> given = Names(fused.GetInputs());
  std::vector<std::optional<size_t>> positions;
  for (const std::string& name : Names(node.GetInputs())) {
    const auto found = std::find(given.begin(), given.end(), name);
    if (name.empty())
      positions.emplace_back();
    else if (found == given.end())
      throw Ort::Exception("The fused node lacks the input " + name, ORT_INVALID_GRAPH);
    else
      positions.emplace_back(static_cast<size_t>(found - given.begin()));
  }
  return positions;
}

Ort::ConstNode OnlyNode(Ort::ConstGraph graph) {
  const std::vector<Ort::ConstNode> nodes = graph.GetNodes();
  if (nodes.size() != 1) throw Ort::Exception("Expected a graph of the one claimed node", ORT_INVALID_GRAPH);
  return nodes.front();
}

}  // namespace

NodeOperator::NodeOperator(Ort::ConstGraph graph, Ort::ConstNode fused, bool fail_at_run)
    : OrtNodeComputeInfo{},
      operator_(CreateOperator(OnlyNode(graph))),
      inputs_(MapInputs(OnlyNode(graph), fused)),
      fail_at_run_(fail_at_run) {
  ort_version_supported = ORT_API_VERSION;
  OrtNodeComputeInfo::CreateState = NodeOperator::CreateState;
  OrtNodeComputeInfo::Compute = NodeOperator::Compute;
  OrtNodeComputeInfo::ReleaseState = NodeOperator::ReleaseState;
}

OrtStatus* ORT_API_CALL NodeOperator::CreateState(OrtNodeComputeInfo*, OrtNodeComputeContext*, void** state) noexcept {
  *state = nullptr;  // An operator keeps nothing between calls.
  return nullptr;
}

OrtStatus* ORT_API_CALL NodeOperator::Compute(OrtNodeComputeInfo* self, void*, OrtKernelContext* kernel) noexcept {
  return Guarded([&] {
    const auto& node = *static_cast<const NodeOperator*>(self);
    if (node.fail_at_run_) throw Ort::Exception("fail=run was asked for", ORT_FAIL);
    KernelCall call(kernel, node.inputs_);
    node.operator_->Compute(call);
  });
}

void ORT_API_CALL NodeOperator::ReleaseState(OrtNodeComputeInfo*, void*) noexcept {}

}  // namespace plain
