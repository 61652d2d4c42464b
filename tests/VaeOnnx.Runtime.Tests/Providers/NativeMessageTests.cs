namespace VaeOnnx.Runtime.Tests.Providers;

[TestClass]
public sealed class NativeMessageTests
{
    [TestMethod]
    [DataRow("/src/a.cc:71 virtual Create(int) Error creating execution provider: [ONNXRuntimeError] : 2 : INVALID_ARGUMENT : claim=Foo: unknown\n", "claim=Foo: unknown")]
    [DataRow("Plain words.\nTwo lines.", "Plain words. Two lines")]
    public void Of_Wrapped_KeepsWhatAReaderCanUse(string message, string expected) =>
        Assert.AreEqual(expected, NativeMessage.Of(new InvalidOperationException(message)));
}
