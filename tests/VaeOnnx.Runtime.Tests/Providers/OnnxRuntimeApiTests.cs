using System.Runtime.InteropServices;

namespace VaeOnnx.Runtime.Tests.Providers;

[TestClass]
public sealed class OnnxRuntimeApiTests
{
    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int PlaceOf([MarshalAs(UnmanagedType.LPUTF8Str)] string name);

    [TestMethod]
    [DataRow("GetErrorCode", OnnxRuntimeApi.GetErrorCode)]
    [DataRow("GetErrorMessage", OnnxRuntimeApi.GetErrorMessage)]
    [DataRow("Run", OnnxRuntimeApi.Run)]
    [DataRow("CreateTensorWithDataAsOrtValue", OnnxRuntimeApi.CreateTensorWithDataAsOrtValue)]
    [DataRow("ReleaseStatus", OnnxRuntimeApi.ReleaseStatus)]
    [DataRow("ReleaseValue", OnnxRuntimeApi.ReleaseValue)]
    [DataRow("Session_GetEpGraphAssignmentInfo", OnnxRuntimeApi.SessionGetEpGraphAssignmentInfo)]
    [DataRow("EpAssignedSubgraph_GetEpName", OnnxRuntimeApi.EpAssignedSubgraphGetEpName)]
    [DataRow("EpAssignedSubgraph_GetNodes", OnnxRuntimeApi.EpAssignedSubgraphGetNodes)]
    [DataRow("EpAssignedNode_GetOperatorType", OnnxRuntimeApi.EpAssignedNodeGetOperatorType)]
    public void Place_OfEachFunctionCalled_IsTheHeaders(string name, int place)
    {
        var library = NativeLibrary.Load(PlainProvider.Library("api_places"));
        var placeOf = Marshal.GetDelegateForFunctionPointer<PlaceOf>(NativeLibrary.GetExport(library, "PlainPlaceOf"));

        Assert.AreEqual(placeOf(name), place);
    }

    [TestMethod]
    public void Assignment_SessionThatDidNotRecord_ThrowsTheNativeMessage()
    {
        using var session = new Microsoft.ML.OnnxRuntime.InferenceSession(ProviderGraph.Bytes);

        var e = Assert.ThrowsExactly<NativeException>(() => OnnxRuntimeLibrary.Api().Assignment(session));

        Assert.Contains("session.record_ep_graph_assignment_info", e.Message);
    }
}
