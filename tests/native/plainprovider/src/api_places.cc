// The places of functions in OrtApi, as the compiler counts them in the package's header.
#include <onnxruntime_c_api.h>

#include <cstddef>
#include <cstring>

#include "plain_export.h"

#define PLAIN_PLACE(function) \
  if (std::strcmp(name, #function) == 0) return static_cast<int>(offsetof(OrtApi, function) / sizeof(void*))

// The place of a function by its name in the header; -1 if it is not one of those that VaeOnnx.Runtime calls.
extern "C" PLAIN_EXPORT int PlainPlaceOf(const char* name) {
  PLAIN_PLACE(GetErrorCode);
  PLAIN_PLACE(GetErrorMessage);
  PLAIN_PLACE(Run);
  PLAIN_PLACE(CreateTensorWithDataAsOrtValue);
  PLAIN_PLACE(ReleaseStatus);
  PLAIN_PLACE(ReleaseValue);
  PLAIN_PLACE(Session_GetEpGraphAssignmentInfo);
  PLAIN_PLACE(EpAssignedSubgraph_GetEpName);
  PLAIN_PLACE(EpAssignedSubgraph_GetNodes);
  PLAIN_PLACE(EpAssignedNode_GetOperatorType);
  return -1;
}
