"""Holds every graph of a folder against the official ONNX checker, with full and strict shape inference.

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


def shape_of(value):
    return [d.dim_param or d.dim_value for d in value.type.tensor_type.shape.dim]


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
    return [f"output '{o.name}' has no shape" for o in model.graph.output if not o.type.tensor_type.HasField("shape")]


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
