namespace VaeOnnx.Trainer.Training;

/// <summary>An update rule.</summary>
public enum OptimizerKind
{
    /// <summary>Kingma &amp; Ba, arXiv 1412.6980, algorithm 1, with β₁ = 0.9, β₂ = 0.999, ε = 1e-8.</summary>
    Adam,

    /// <summary>Stochastic gradient descent with heavy-ball momentum: v ← momentum · v + g, w ← w − learning rate · v.</summary>
    Sgd,
}
