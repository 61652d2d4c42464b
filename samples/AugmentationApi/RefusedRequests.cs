using Microsoft.AspNetCore.Diagnostics;

namespace AugmentationApi;

/// <summary>Turns what is the client's fault into problem details (RFC 9457) that say what was wrong; anything else stays a bare 500.</summary>
internal sealed class RefusedRequests(IProblemDetailsService problems) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancellationToken)
    {
        var status = exception switch
        {
            BadHttpRequestException refusal => refusal.StatusCode,
            ArgumentException => StatusCodes.Status400BadRequest,
            _ => StatusCodes.Status500InternalServerError,
        };
        if (status == StatusCodes.Status500InternalServerError)
            return ValueTask.FromResult(false);
        http.Response.StatusCode = status;
        return problems.TryWriteAsync(new() { HttpContext = http, Exception = exception, ProblemDetails = { Status = status, Detail = exception.Message } });
    }
}
