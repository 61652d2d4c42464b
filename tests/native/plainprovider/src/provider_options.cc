#include "provider_options.h"

#include <algorithm>
#include <cctype>
#include <sstream>

#include "operators.h"

namespace plain {
namespace {

std::string Prefix(const std::string& provider_name) {
  std::string lower = provider_name;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return "ep." + lower + ".";
}

std::set<std::string> ParseClaim(const std::string& text) {
  std::set<std::string> claim;
  std::istringstream names(text);
  for (std::string name; std::getline(names, name, ',');) {
    if (SupportedOperators().count(name) == 0)
      throw Ort::Exception("claim=" + name + ": this provider has no such operator", ORT_INVALID_ARGUMENT);
    claim.insert(name);
  }
  return claim;
}

Failure ParseFailure(const std::string& text) {
  if (text.empty()) return Failure::kNone;
  if (text == "create") return Failure::kCreate;
  if (text == "compile") return Failure::kCompile;
  if (text == "run") return Failure::kRun;
  throw Ort::Exception("fail=" + text + ": expected create, compile or run", ORT_INVALID_ARGUMENT);
}

}  // namespace

ProviderOptions ProviderOptions::Read(Ort::ConstSessionOptions session, const std::string& provider_name) {
  const std::string prefix = Prefix(provider_name);
  const std::string claim = prefix + "claim";
  ProviderOptions options;
  options.claim = session.HasConfigEntry(claim.c_str()) ? ParseClaim(session.GetConfigEntry(claim.c_str()))
                                                        : SupportedOperators();
  options.fail = ParseFailure(session.GetConfigEntryOrDefault((prefix + "fail").c_str(), ""));
  return options;
}

}  // namespace plain
