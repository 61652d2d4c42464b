#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "ort.h"

namespace plain {

// The inputs and outputs of one call, by the operator's own positions (not those of the fused node).
class OperatorContext {
 public:
  virtual ~OperatorContext() = default;

  // True if the optional input was given.
  virtual bool Has(size_t input) const = 0;

  // The input's value; it lives as long as the call.
  virtual Ort::ConstValue Input(size_t input) const = 0;

  // Allocates output 0 in the host and returns its elements.
  virtual float* Output(const std::vector<int64_t>& shape) = 0;
};

// One node's computation in plain loops over float32 elements. Immutable: any thread may call it.
class Operator {
 public:
  virtual ~Operator() = default;
  virtual void Compute(OperatorContext& context) const = 0;
};

// The operator types this provider can take.
const std::set<std::string>& SupportedOperators();

// True if the operator type, with this node's attributes, types and ranks, is one that CreateOperator takes.
bool CanCompute(Ort::ConstNode node);

// Reads the node's attributes into an operator.
std::unique_ptr<Operator> CreateOperator(Ort::ConstNode node);

}  // namespace plain
