using VaeOnnx.Cli.Hosting;

return await CommandTree.RunAsync(args, Shell.ForProcess()).ConfigureAwait(false);
