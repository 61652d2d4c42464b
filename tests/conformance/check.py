"""Holds every graph of a folder against the official ONNX checker, with full and strict shape inference.

What a graph states of its values is compared with what the checker infers without it: type, number of axes, fixed sizes.

Usage: python3 check.py FOLDER. FOLDER holds one folder a graph with model.onnx in it.
Graphs of an opset that the installed onnx package does not know are left to the engine's check, and counted.
"""
import pathlib
import sys

import onnx
import onnx.checker
import onnx.shape_inference

KNOWN_OPSET = onnx.defs.onnx_opset_version()


def default_opset(model):
    return next(opset.version for opset in model.opset_import if opset.domain in ("", "ai.onnx"))


def stated_values(model):
    return {value.name: value.type.tensor_type for value in [*model.graph.value_info, *model.graph.output]}


def disagreements(model):
    """What the graph states otherwise than the checker infers, and values that it states nothing of."""
    stated = stated_values(model)
    made = {name for node in model.graph.node for name in node.output if name}
    found = [f"'{name}' has no stated shape" for name in sorted(made - stated.keys())]
    bare = onnx.ModelProto()
    bare.CopyFrom(model)
    del bare.graph.value_info[:]
    inferred = stated_values(onnx.shape_inference.infer_shapes(bare, strict_mode=True, data_prop=True))
    for name in sorted(stated.keys() & inferred.keys()):
        ours, theirs = stated[name], inferred[name]
        if ours.elem_type != theirs.elem_type:
            found.append(f"'{name}' is stated as type {ours.elem_type}, inferred as {theirs.elem_type}")
        if not theirs.HasField("shape"):
            continue
        pairs = list(zip(ours.shape.dim, theirs.shape.dim))
        if len(ours.shape.dim) != len(theirs.shape.dim) or any(a.dim_value != b.dim_value for a, b in pairs if a.dim_value and b.dim_value):
            found.append(f"'{name}' is stated as {sizes(ours)}, inferred as {sizes(theirs)}")
    return found


def sizes(tensor_type):
    return [d.dim_param or d.dim_value or "?" for d in tensor_type.shape.dim]


def check(path):
    """None when the graph is newer than the checker; otherwise the graph's complaints."""
    model = onnx.load(str(path))
    if default_opset(model) > KNOWN_OPSET:
        return None
    try:
        onnx.checker.check_model(model, full_check=True)
        onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    except Exception as error:  # the package throws several kinds, and each one is a complaint about the graph
        return [" ".join(str(error).split())]
    return disagreements(model)


def main(folder):
    graphs = sorted(pathlib.Path(folder).glob("*/model.onnx"))
    complaints = {path.parent.name: check(path) for path in graphs}
    for name, found in complaints.items():
        for text in found or []:
            print(f"{name}: {text}")
    newer = sum(found is None for found in complaints.values())
    failed = sum(bool(found) for found in complaints.values())
    print(f"onnx {onnx.__version__} checker: {len(graphs) - newer - failed} passed, {failed} failed, "
          f"{newer} of an opset above {KNOWN_OPSET} left to the engine")
    return 1 if failed or not graphs or newer == len(graphs) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
