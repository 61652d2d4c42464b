// Augments and denoises images over HTTP: N images of the bundle's size as bytes in, N images out.
using AugmentationApi;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OpenTelemetry.Metrics;
using VaeOnnx.Runtime;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddVaeOnnx(builder.Configuration.GetSection("VaeOnnx"));
builder.Services.AddHealthChecks().AddVaeOnnx();
builder.Services.Configure<RequestLimits>(builder.Configuration.GetSection("Limits"));
builder.Services.AddOptions<KestrelServerOptions>().Configure<ImageRequests>((kestrel, requests) => requests.Limit(kestrel.Limits));
builder.Services.AddSingleton<ImageRequests>();
builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
builder.Services.AddProblemDetails().AddExceptionHandler<RefusedRequests>();
builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
    .AddMeter(RuntimeTelemetry.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
    .AddPrometheusExporter());

var app = builder.Build();
app.UseExceptionHandler();
app.UseStatusCodePages();
app.MapHealthChecks("/health");
app.MapPrometheusScrapingEndpoint("/metrics");
app.MapPost("/denoise", (HttpContext http, VaeBundle bundle, ImageRequests requests) =>
    requests.AnswerAsync(http, (images, stop) => bundle.Denoiser.Denoise(images, images, stop)));
app.MapPost("/augment", (HttpContext http, VaeBundle bundle, ImageRequests requests, ulong seed = 0, int draw = 0, float? scale = null) =>
{
    var options = new AugmentOptions { Seed = seed, Draw = draw, Scale = scale };
    return requests.AnswerAsync(http, (images, stop) => bundle.Augmenter.Augment(images, images, options, cancellationToken: stop));
});
app.Run();
