using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using VaeOnnx.Runtime;

namespace PackageConsumer;

/// <summary>The sample API over real sockets.</summary>
[TestClass]
public sealed class ApiTests : IDisposable
{
    private const int Length = 784;
    private readonly WebApplicationFactory<Program> _api = Start();

    public void Dispose() => _api.Dispose();

    [TestMethod]
    public async Task Post_Images_GetsWhatTheLibraryGives()
    {
        using var bundle = VaeBundle.Load(Places.Bundle);
        using var http = _api.CreateClient();
        var images = new byte[5 * Length];
        bundle.Decoder.Sample(images, seed: 3);
        CollectionAssert.AreEqual(bundle.Denoiser.Denoise(images), await PostAsync(http, "denoise", images));
        CollectionAssert.AreEqual(bundle.Augmenter.Augment(images, new AugmentOptions { Seed = 9, Draw = 2, Scale = 0.5f }), await PostAsync(http, "augment?seed=9&draw=2&scale=0.5", images));
    }

    [TestMethod]
    [DataRow("denoise", 1000, HttpStatusCode.BadRequest, "Expected whole images of 784 bytes, got 1000 bytes.")]
    [DataRow("denoise", 0, HttpStatusCode.BadRequest, "got 0 bytes")]
    [DataRow("denoise", 257 * Length, HttpStatusCode.RequestEntityTooLarge, "at most 256 images")]
    [DataRow("augment?scale=-1", Length, HttpStatusCode.BadRequest, "scale")]
    [DataRow("augment?draw=-1", Length, HttpStatusCode.BadRequest, "draw")]
    [DataRow("augment?seed=seven", Length, HttpStatusCode.BadRequest, "seven")]
    public async Task Post_BadInput_GetsProblemDetails(string path, int bytes, HttpStatusCode status, string detail)
    {
        using var http = _api.CreateClient();
        using var response = await http.PostAsync(path, new ByteArrayContent(new byte[bytes]));
        Assert.AreEqual(status, response.StatusCode);
        Assert.AreEqual("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.AreEqual((int)status, problem.GetProperty("status").GetInt32());
        Assert.Contains(detail, problem.GetProperty("detail").GetString()!, StringComparison.OrdinalIgnoreCase);
    }

    [TestMethod]
    public async Task Post_NoLength_IsAskedForOne()
    {
        using var http = _api.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "denoise") { Content = new ByteArrayContent(new byte[Length]) };
        request.Headers.TransferEncoding.Add(new TransferCodingHeaderValue("chunked"));
        using var response = await http.SendAsync(request);
        Assert.AreEqual(HttpStatusCode.LengthRequired, response.StatusCode);
    }

    [TestMethod]
    public async Task Health_Bundle_IsHealthy()
    {
        using var http = _api.CreateClient();
        Assert.AreEqual("Healthy", await http.GetStringAsync("health"));
    }

    [TestMethod]
    public async Task Metrics_AfterARequest_CountItsImages()
    {
        using var http = _api.CreateClient();
        await PostAsync(http, "denoise", new byte[7 * Length]);
        var metrics = await http.GetStringAsync("metrics");
        Assert.Contains("vaeonnx_images_total{", metrics);
        Assert.Contains("vaeonnx_call_duration_seconds_bucket{", metrics);
        Assert.Contains("http_server_request_duration_seconds_bucket{", metrics);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task Post_MoreThanTheQueueHolds_GetsTooManyRequests()
    {
        using var api = Start(("Limits:Concurrency", "1"), ("Limits:Queue", "0"));
        using var http = api.CreateClient();
        var images = new byte[256 * Length];
        while (true)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => http.PostAsync("denoise", new ByteArrayContent(images))));
            Assert.IsTrue(answers.Any(answer => answer.IsSuccessStatusCode));
            if (Array.Find(answers, answer => !answer.IsSuccessStatusCode) is not { } refused)
                continue;
            Assert.AreEqual(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.AreEqual(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
            return;
        }
    }

    private static WebApplicationFactory<Program> Start(params (string Key, string Value)[] settings)
    {
        var api = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            foreach (var (key, value) in settings)
                host.UseSetting(key, value);
        });
        api.UseKestrel(0);
        return api;
    }

    private static async Task<byte[]> PostAsync(HttpClient http, string path, byte[] images)
    {
        using var response = await http.PostAsync(path, new ByteArrayContent(images));
        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadAsByteArrayAsync();
    }
}
