/// Networks in the ways people write them in F#: pipelines, lists, closures, unions, active patterns.
module VaeOnnx.FSharpNetworks.Networks

open TorchSharp

type Tensor = torch.Tensor
type functional = torch.nn.functional

type Activation =
    | Relu
    | Leaky of slope: float
    | Gate of Activation * Activation

let rec activate kind (x: Tensor) =
    match kind with
    | Relu -> functional.relu x
    | Leaky slope -> functional.leaky_relu (x, slope)
    | Gate (first, second) -> activate first x * torch.sigmoid (activate second x)

let (|Even|Odd|) number = if number % 2 = 0 then Even else Odd

/// Layers in a list, run by a fold and a pipeline.
type Folded(widths: int seq, activation: Activation) as this =
    inherit torch.nn.Module<Tensor, Tensor>("folded")

    let layers =
        widths
        |> Seq.pairwise
        |> Seq.map (fun (inputs, outputs) -> torch.nn.Linear (int64 inputs, int64 outputs))
        |> List.ofSeq

    do
        layers |> List.iteri (fun index layer -> this.register_module ($"layer{index}", layer))
        this.RegisterComponents ()

    override _.forward x =
        (x, layers) ||> List.fold (fun value layer -> value |> layer.forward |> activate activation)

/// Sequences, arrays, comprehensions and mutable values.
type Branches() as this =
    inherit torch.nn.Module<Tensor, Tensor>("branches")

    let convolutions = [| for kernel in 1L .. 2L .. 5L -> torch.nn.Conv1d (2L, 3L, kernel, padding = kernel / 2L) |]

    do
        convolutions |> Array.iteri (fun index layer -> this.register_module ($"branch{index}", layer))
        this.RegisterComponents ()

    override _.forward x =
        let results =
            seq {
                for index, layer in Seq.indexed convolutions do
                    let y = layer.forward x
                    match index with
                    | Even -> yield y.relu ()
                    | Odd -> yield! [ y.tanh (); y.neg () ]
            }

        let mutable sum = torch.zeros_like (Seq.head results)

        for result in results do
            sum <- sum + result

        torch.cat (ResizeArray (Seq.append results [ sum ]), 1L)

/// A recurrent loop by recursion, options and tuples.
type Recurrent(width: int64) as this =
    inherit torch.nn.Module<Tensor, struct (Tensor * Tensor)>("recurrent")

    let cell = torch.nn.Linear (width + 2L, width)
    let scale: float option = Some 0.5

    do
        this.register_module ("cell", cell)
        this.RegisterComponents ()

    override _.forward sequence =
        let rec run state steps =
            match steps with
            | [] -> state, []
            | step :: rest ->
                let next = torch.cat ([| state; step |], 1L) |> cell.forward |> torch.tanh
                let last, outputs = run next rest
                last, next :: outputs

        let start = torch.zeros (sequence.shape[0], width)
        let last, outputs = run start (List.ofArray (sequence.unbind 1))
        let scaled = scale |> Option.map (fun factor -> last * Scalar.op_Implicit factor) |> Option.defaultValue last
        struct (scaled, torch.stack (ResizeArray outputs, 1L))

/// Functions as values, partly applied and composed; a record with functions; a dictionary.
type Block = { Name: string; Apply: Tensor -> Tensor }

type Composed() as this =
    inherit torch.nn.Module<Tensor, Tensor>("composed")

    let weight = torch.nn.Parameter (torch.randn (4L, 4L))
    let multiply (factor: float) (x: Tensor) = x * Scalar.op_Implicit factor
    let residual f (x: Tensor) = x + f x
    let table = dict [ "exp", (fun (x: Tensor) -> x.clamp (max = Scalar.op_Implicit 1.0) |> torch.exp) ]

    let blocks =
        [ { Name = "mix"; Apply = (fun x -> x.matmul weight) >> residual (multiply 0.5) }
          { Name = "exp"; Apply = residual table["exp"] } ]

    do
        this.register_parameter ("weight", weight)
        this.RegisterComponents ()

    override _.forward x =
        use scope = torch.NewDisposeScope ()
        let names = blocks |> List.map _.Name |> String.concat ","
        let y = blocks |> List.map _.Apply |> List.reduce (>>) <| x
        (if names.Length > 3 then torch.nn.functional.softmax (y, -1L) else y).MoveToOuterDisposeScope ()
