using System.Reflection;
using TorchSharp;

namespace VaeOnnx.Export.Tracing;

/// <content>Refusing, with the place named.</content>
internal sealed partial class TraceContext
{
    /// <summary>Remembers the first refusal and returns it to be thrown.</summary>
    public ExportException Refuse(CallSite? site, string operation, string reason, string alternative)
    {
        var location = UserLocation(site);
        Refusal ??= new ExportException(reason)
        {
            Operation = operation,
            ModulePath = ModulePath(),
            Method = location.Method is null ? "" : CodeNames.Of(location.Method),
            IlOffset = location.IlOffset,
            SourceLine = SourceLines.Find(location),
            Opset = _opset,
            Alternative = alternative,
        };
        return Refusal;
    }

    public void ThrowIfRefused()
    {
        if (Refusal is not null)
            throw Refusal;
    }

    /// <summary>The path of a module whose own method is recorded; null where the receiver is none of the tree.</summary>
    private string? PathOfReceiver(object?[] arguments) =>
        arguments is [torch.nn.Module module, ..] ? _names.PathOf(module) : null;

    /// <summary>The path of the innermost module that is running.</summary>
    private string ModulePath()
    {
        for (var index = _frames.Count - 1; index >= 0; index--)
        {
            if (_frames[index].Receiver is torch.nn.Module module && _names.PathOf(module) is { } path)
                return path;
        }

        return "";
    }

    /// <summary>The innermost place that is user code; TorchSharp's own code is named only where there is no other.</summary>
    private CodeLocation UserLocation(CallSite? site)
    {
        if (site is not null && CodeOrigins.Of(site.Caller) is CodeOrigin.User)
            return new CodeLocation(site.Caller, site.IlOffset);
        for (var index = _frames.Count - 1; index >= 0; index--)
        {
            if (_frames[index].Plan.Site is { } outer && CodeOrigins.Of(outer.Caller) is CodeOrigin.User)
                return new CodeLocation(outer.Caller, outer.IlOffset);
        }

        return site is null ? default : new CodeLocation(site.Caller, site.IlOffset);
    }

    /// <summary>The TorchSharp operation as user code called it: the outermost one above the last user method.</summary>
    private string UserOperation(MethodBase method)
    {
        var named = method;
        for (var index = _frames.Count - 1; index >= 0 && _frames[index].Plan.Method is { } entered; index--)
        {
            var origin = CodeOrigins.Of(entered);
            if (origin is CodeOrigin.User)
                break;
            if (origin is CodeOrigin.TorchSharp && entered.IsPublic && entered.Name is not ("forward" or "call"))
                named = entered;
        }

        return OperationNames.ForReader(named);
    }
}
