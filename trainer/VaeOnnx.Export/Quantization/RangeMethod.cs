namespace VaeOnnx.Export;

/// <summary>How an activation's range is chosen from its values on the calibration inputs.</summary>
public enum RangeMethod
{
    /// <summary>From the least to the largest value.</summary>
    MinMax,

    /// <summary>The range that gives the least mean squared error of the quantised values: outliers are cut where that makes the rest finer.</summary>
    LeastSquares,

    /// <summary>Without the outermost values: a ten-thousandth of them at each end.</summary>
    Percentile,
}
