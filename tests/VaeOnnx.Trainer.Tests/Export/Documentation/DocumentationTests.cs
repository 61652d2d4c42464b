namespace VaeOnnx.Trainer.Tests.Export.Documentation;

/// <summary>The pages of what is supported say what the code does. With VAEONNX_WRITE_DOCS they are written instead, and measured where new (1) or all over (2).</summary>
[TestClass]
public sealed class DocumentationTests
{
    [TestMethod]
    public void SupportedOperations_SayWhatTheTableHolds() => WriteOrCheck(new OperationsPage());

    [TestMethod]
    public void SupportedModules_SayWhatTheTestsExport() => WriteOrCheck(new ModulesPage());

    private static void WriteOrCheck(SupportPage page)
    {
        switch (Environment.GetEnvironmentVariable("VAEONNX_WRITE_DOCS"))
        {
            case "1":
                page.Write(measureAll: false);
                break;
            case "2":
                page.Write(measureAll: true);
                break;
            default:
                page.Check();
                break;
        }
    }
}
