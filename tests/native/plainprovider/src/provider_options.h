#pragma once

#include <set>
#include <string>

#include "ort.h"

namespace plain {

// Where the provider fails on purpose.
enum class Failure { kNone, kCreate, kCompile, kRun };

// What the application asked of the provider:
//   claim=Gemm,Relu          the operator types to take; all supported ones when absent
//   fail=create|compile|run  where to fail
struct ProviderOptions {
  std::set<std::string> claim;
  Failure fail = Failure::kNone;

  // Reads the options that ONNX Runtime stores in the session's configuration as "ep.<name in lower case>.<key>".
  static ProviderOptions Read(Ort::ConstSessionOptions session, const std::string& provider_name);
};

}  // namespace plain
