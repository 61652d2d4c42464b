// The operators of ONNX opset 13 and later that a small VAE needs, straight from their definitions and without any
// optimisation: they are the second opinion that the tests compare the CPU provider with.
#include "operators.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <numeric>

namespace plain {
namespace {

using Shape = std::vector<int64_t>;
using Factory = std::unique_ptr<Operator> (*)(Ort::ConstNode);

Shape ShapeOf(Ort::ConstValue value) { return value.GetTensorTypeAndShapeInfo().GetShape(); }

int64_t Count(const Shape& shape, size_t from = 0) {
  return std::accumulate(shape.begin() + static_cast<std::ptrdiff_t>(from), shape.end(), int64_t{1},
                         std::multiplies<>());
}

void Require(bool condition, const char* what) {
  if (!condition) throw Ort::Exception(what, ORT_INVALID_ARGUMENT);
}

template <typename T>
T Attribute(Ort::ConstNode node, const char* name, T fallback) {
  Ort::ConstOpAttr attribute;
  if (!node.GetAttributeByName(name, attribute).IsOK() || static_cast<const OrtOpAttr*>(attribute) == nullptr)
    return fallback;
  T value{};
  Ort::ThrowOnError(attribute.GetValue(value).release());
  return value;
}

// y = f(x), element by element.
class Unary final : public Operator {
 public:
  using Function = float (*)(float);
  explicit Unary(Function function) : function_(function) {}

  void Compute(OperatorContext& context) const override {
    const Ort::ConstValue x = context.Input(0);
    const Shape shape = ShapeOf(x);
    const float* from = x.GetTensorData<float>();
    float* to = context.Output(shape);
    for (int64_t i = 0, n = Count(shape); i < n; ++i) to[i] = function_(from[i]);
  }

 private:
  Function function_;
};

// y = f(a, b) with ONNX's multidirectional broadcasting: shapes align at the last axis, a size of 1 repeats.
class Binary final : public Operator {
 public:
  using Function = float (*)(float, float);
  explicit Binary(Function function) : function_(function) {}

  void Compute(OperatorContext& context) const override {
    const Ort::ConstValue a = context.Input(0);
    const Ort::ConstValue b = context.Input(1);
    const Shape shape = Broadcast(ShapeOf(a), ShapeOf(b));
    const Shape steps_a = Steps(ShapeOf(a), shape.size());
    const Shape steps_b = Steps(ShapeOf(b), shape.size());
    const float* left = a.GetTensorData<float>();
    const float* right = b.GetTensorData<float>();
    float* to = context.Output(shape);
    for (int64_t i = 0, n = Count(shape); i < n; ++i) {
      int64_t at_a = 0, at_b = 0, rest = i;
      for (size_t axis = shape.size(); axis-- > 0; rest /= shape[axis]) {
        at_a += rest % shape[axis] * steps_a[axis];
        at_b += rest % shape[axis] * steps_b[axis];
      }
      to[i] = function_(left[at_a], right[at_b]);
    }
  }

 private:
  static Shape Broadcast(Shape a, Shape b) {
    const size_t rank = std::max(a.size(), b.size());
    a.insert(a.begin(), rank - a.size(), 1);
    b.insert(b.begin(), rank - b.size(), 1);
    for (size_t axis = 0; axis < rank; ++axis) {
      Require(a[axis] == b[axis] || a[axis] == 1 || b[axis] == 1, "The shapes do not broadcast");
      if (a[axis] == 1) a[axis] = b[axis];
    }
    return a;
  }

  // Elements to advance along each of `rank` axes; 0 along a repeated one.
  static Shape Steps(const Shape& shape, size_t rank) {
    Shape steps(rank, 0);
    int64_t step = 1;
    for (size_t i = 0; i < shape.size(); ++i) {
      const size_t axis = shape.size() - 1 - i;
      if (shape[axis] != 1) steps[rank - 1 - i] = step;
      step *= shape[axis];
    }
    return steps;
  }

  Function function_;
};

// Y = alpha * A' * B' + beta * C for matrices, where ' transposes if asked; C broadcasts to Y. MatMul has the defaults.
class Gemm final : public Operator {
 public:
  Gemm() = default;
  explicit Gemm(Ort::ConstNode node)
      : alpha_(Attribute(node, "alpha", 1.0f)),
        beta_(Attribute(node, "beta", 1.0f)),
        transpose_a_(Attribute<int64_t>(node, "transA", 0) != 0),
        transpose_b_(Attribute<int64_t>(node, "transB", 0) != 0) {}

  void Compute(OperatorContext& context) const override {
    const Ort::ConstValue a = context.Input(0);
    const Ort::ConstValue b = context.Input(1);
    const Shape shape_a = ShapeOf(a), shape_b = ShapeOf(b);
    Require(shape_a.size() == 2 && shape_b.size() == 2, "A matrix product needs two matrices");
    const int64_t m = shape_a[transpose_a_ ? 1 : 0], k = shape_a[transpose_a_ ? 0 : 1];
    const int64_t n = shape_b[transpose_b_ ? 0 : 1];
    Require(k == shape_b[transpose_b_ ? 1 : 0], "The inner sizes of a matrix product differ");
    const int64_t a_row = transpose_a_ ? 1 : k, a_column = transpose_a_ ? m : 1;
    const int64_t b_row = transpose_b_ ? 1 : n, b_column = transpose_b_ ? k : 1;
    const float* left = a.GetTensorData<float>();
    const float* right = b.GetTensorData<float>();
    float* to = context.Output({m, n});
    for (int64_t row = 0; row < m; ++row)
      for (int64_t column = 0; column < n; ++column) {
        float sum = 0;
        for (int64_t i = 0; i < k; ++i) sum += left[row * a_row + i * a_column] * right[i * b_row + column * b_column];
        to[row * n + column] = alpha_ * sum;
      }
    if (context.Has(2)) AddC(context.Input(2), m, n, to);
  }

 private:
  void AddC(Ort::ConstValue c, int64_t m, int64_t n, float* to) const {
    Shape shape = ShapeOf(c);
    Require(shape.size() <= 2, "C of Gemm has more than two axes");
    shape.insert(shape.begin(), 2 - shape.size(), 1);
    Require((shape[0] == 1 || shape[0] == m) && (shape[1] == 1 || shape[1] == n), "C of Gemm does not broadcast");
    const float* from = c.GetTensorData<float>();
    for (int64_t row = 0; row < m; ++row)
      for (int64_t column = 0; column < n; ++column)
        to[row * n + column] +=
            beta_ * from[(shape[0] == 1 ? 0 : row) * shape[1] + (shape[1] == 1 ? 0 : column)];
  }

  float alpha_ = 1, beta_ = 1;
  bool transpose_a_ = false, transpose_b_ = false;
};

void Copy(OperatorContext& context, const Shape& shape) {
  const float* from = context.Input(0).GetTensorData<float>();
  const int64_t count = Count(ShapeOf(context.Input(0)));
  Require(count == Count(shape), "The new shape has another number of elements");
  std::copy(from, from + count, context.Output(shape));
}

class Flatten final : public Operator {
 public:
  explicit Flatten(Ort::ConstNode node) : axis_(Attribute<int64_t>(node, "axis", 1)) {}

  void Compute(OperatorContext& context) const override {
    const Shape shape = ShapeOf(context.Input(0));
    const auto rank = static_cast<int64_t>(shape.size());
    Require(-rank <= axis_ && axis_ <= rank, "The axis of Flatten is out of range");
    const auto axis = static_cast<size_t>(axis_ < 0 ? axis_ + rank : axis_);
    const Shape head(shape.begin(), shape.begin() + static_cast<std::ptrdiff_t>(axis));
    Copy(context, {Count(head), Count(shape, axis)});
  }

 private:
  int64_t axis_;
};

// 0 keeps the input's size of that axis (unless allowzero), -1 takes what is left.
class Reshape final : public Operator {
 public:
  explicit Reshape(Ort::ConstNode node) : allow_zero_(Attribute<int64_t>(node, "allowzero", 0) != 0) {}

  void Compute(OperatorContext& context) const override {
    const Shape from = ShapeOf(context.Input(0));
    const Ort::ConstValue sizes = context.Input(1);
    const int64_t* first = sizes.GetTensorData<int64_t>();
    Shape to(first, first + Count(ShapeOf(sizes)));
    int64_t known = 1;
    for (size_t axis = 0; axis < to.size(); ++axis) {
      if (to[axis] == 0 && !allow_zero_ && axis < from.size()) to[axis] = from[axis];
      if (to[axis] != -1) known *= to[axis];
    }
    for (int64_t& size : to)
      if (size == -1) size = known == 0 ? 0 : Count(from) / known;
    Copy(context, to);
  }

 private:
  bool allow_zero_;
};

template <Unary::Function Function>
std::unique_ptr<Operator> MakeUnary(Ort::ConstNode) {
  return std::make_unique<Unary>(Function);
}

template <Binary::Function Function>
std::unique_ptr<Operator> MakeBinary(Ort::ConstNode) {
  return std::make_unique<Binary>(Function);
}

template <typename T>
std::unique_ptr<Operator> MakeFromNode(Ort::ConstNode node) {
  return std::make_unique<T>(node);
}

float Add(float a, float b) { return a + b; }
float Sub(float a, float b) { return a - b; }
float Mul(float a, float b) { return a * b; }
float Exp(float x) { return std::exp(x); }
float Relu(float x) { return x > 0 ? x : 0; }
float Sigmoid(float x) { return 1 / (1 + std::exp(-x)); }
float Tanh(float x) { return std::tanh(x); }

const std::map<std::string, Factory>& Factories() {
  static const std::map<std::string, Factory> factories{
      {"Add", MakeBinary<Add>},
      {"Exp", MakeUnary<Exp>},
      {"Flatten", MakeFromNode<Flatten>},
      {"Gemm", MakeFromNode<Gemm>},
      {"MatMul", [](Ort::ConstNode) -> std::unique_ptr<Operator> { return std::make_unique<Gemm>(); }},
      {"Mul", MakeBinary<Mul>},
      {"Relu", MakeUnary<Relu>},
      {"Reshape", MakeFromNode<Reshape>},
      {"Sigmoid", MakeUnary<Sigmoid>},
      {"Sub", MakeBinary<Sub>},
      {"Tanh", MakeUnary<Tanh>},
  };
  return factories;
}

bool IsTensorOf(Ort::ConstValueInfo value, ONNXTensorElementDataType type) {
  const Ort::ConstTypeInfo info = value.TypeInfo();
  return info.GetONNXType() == ONNX_TYPE_TENSOR && info.GetTensorTypeAndShapeInfo().GetElementType() == type;
}

bool IsMatrix(Ort::ConstValueInfo value) {
  return value.TypeInfo().GetTensorTypeAndShapeInfo().GetDimensionsCount() == 2;
}

}  // namespace

const std::set<std::string>& SupportedOperators() {
  static const std::set<std::string> names = [] {
    std::set<std::string> all;
    for (const auto& entry : Factories()) all.insert(entry.first);
    return all;
  }();
  return names;
}

bool CanCompute(Ort::ConstNode node) {
  const std::string type = node.GetOperatorType();
  if (!node.GetDomain().empty() || SupportedOperators().count(type) == 0) return false;
  const std::vector<Ort::ConstValueInfo> inputs = node.GetInputs();
  for (size_t i = 0; i < inputs.size(); ++i) {
    const bool is_shape = type == "Reshape" && i == 1;
    const bool is_absent = static_cast<const OrtValueInfo*>(inputs[i]) == nullptr;
    const auto expected = is_shape ? ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 : ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT;
    if (!is_absent && !IsTensorOf(inputs[i], expected)) return false;
  }
  return type != "MatMul" || (IsMatrix(inputs[0]) && IsMatrix(inputs[1]));
}

std::unique_ptr<Operator> CreateOperator(Ort::ConstNode node) { return Factories().at(node.GetOperatorType())(node); }

}  // namespace plain
