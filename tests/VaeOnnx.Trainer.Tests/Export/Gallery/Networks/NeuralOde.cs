using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VaeOnnx.Trainer.Tests.Export.Gallery;

/// <summary>A neural ODE (Chen et al. 2018) with a fixed-step Runge-Kutta solver that takes the dynamics as a delegate.</summary>
internal sealed class NeuralOde : Module<Tensor, Tensor>
{
    private readonly Sequential dynamics = Sequential(Linear(4, 8), Tanh(), Linear(8, 3));
    private readonly Solver solver;

    public NeuralOde(Solver solver) : base("ode")
    {
        this.solver = solver;
        RegisterComponents();
    }

    internal delegate Tensor Derivative(double t, Tensor y);

    internal enum Solver { Euler, RungeKutta }

    public override Tensor forward(Tensor y)
    {
        Derivative f = (t, state) => dynamics.forward(cat([state, full_like(state[.., ..1], t)], 1));
        const int steps = 3;
        const double dt = 1.0 / steps;
        for (var i = 0; i < steps; i++)
            y = y + dt * Step(f, i * dt, y, dt);
        return y;
    }

    private Tensor Step(Derivative f, double t, Tensor y, double dt)
    {
        if (solver is Solver.Euler)
            return f(t, y);
        var k1 = f(t, y);
        var k2 = f(t + dt / 2, y + dt / 2 * k1);
        var k3 = f(t + dt / 2, y + dt / 2 * k2);
        var k4 = f(t + dt, y + dt * k3);
        return (k1 + 2 * k2 + 2 * k3 + k4) / 6;
    }
}
