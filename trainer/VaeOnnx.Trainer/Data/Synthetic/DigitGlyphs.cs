using System.Numerics;

namespace VaeOnnx.Trainer.Data;

/// <summary>The ways in which each digit is written: several of each, because people do not agree on one.</summary>
internal static class DigitGlyphs
{
    /// <summary>For each digit its variants, for each variant its strokes.</summary>
    public static Stroke[][][] All { get; } = [Zero(), One(), Two(), Three(), Four(), Five(), Six(), Seven(), Eight(), Nine()];

    private static Vector2 P(float x, float y) => new(x, y);

    private static Stroke[][] Zero() =>
    [
        [Stroke.Loop(P(.50f, .06f), P(.28f, .24f), P(.22f, .54f), P(.32f, .86f), P(.54f, .94f), P(.76f, .72f), P(.78f, .38f), P(.68f, .14f))],
        [Stroke.Loop(P(.55f, .06f), P(.38f, .22f), P(.30f, .52f), P(.36f, .84f), P(.50f, .94f), P(.65f, .76f), P(.70f, .42f), P(.66f, .16f))],
        [Stroke.Curve(P(.60f, .12f), P(.38f, .16f), P(.24f, .46f), P(.30f, .82f), P(.54f, .93f), P(.74f, .68f), P(.76f, .34f), P(.62f, .10f), P(.48f, .07f))],
    ];

    private static Stroke[][] One() =>
    [
        [Stroke.Line(P(.50f, .05f), P(.50f, .95f))],
        [Stroke.Line(P(.34f, .25f), P(.53f, .06f), P(.53f, .95f))],
        [Stroke.Line(P(.34f, .24f), P(.52f, .06f), P(.52f, .94f)), Stroke.Line(P(.32f, .94f), P(.72f, .94f))],
        [Stroke.Curve(P(.52f, .05f), P(.49f, .35f), P(.51f, .65f), P(.48f, .95f))],
    ];

    private static Stroke[][] Two() =>
    [
        [Stroke.Curve(P(.24f, .28f), P(.34f, .10f), P(.58f, .06f), P(.74f, .24f), P(.66f, .48f), P(.42f, .74f), P(.22f, .93f)), Stroke.Line(P(.22f, .93f), P(.80f, .92f))],
        [Stroke.Curve(P(.24f, .22f), P(.44f, .06f), P(.70f, .16f), P(.68f, .42f), P(.42f, .78f), P(.25f, .90f), P(.21f, .80f), P(.35f, .75f), P(.56f, .90f), P(.82f, .90f))],
        [Stroke.Curve(P(.26f, .14f), P(.52f, .06f), P(.72f, .22f), P(.62f, .52f), P(.26f, .92f)), Stroke.Curve(P(.26f, .92f), P(.50f, .86f), P(.78f, .94f))],
    ];

    private static Stroke[][] Three() =>
    [
        [Stroke.Curve(P(.26f, .16f), P(.50f, .05f), P(.70f, .20f), P(.62f, .40f), P(.42f, .48f)), Stroke.Curve(P(.42f, .48f), P(.70f, .56f), P(.74f, .78f), P(.52f, .95f), P(.24f, .86f))],
        [Stroke.Line(P(.25f, .08f), P(.72f, .08f), P(.44f, .42f)), Stroke.Curve(P(.44f, .42f), P(.70f, .50f), P(.76f, .72f), P(.56f, .94f), P(.24f, .86f))],
        [Stroke.Curve(P(.28f, .10f), P(.56f, .06f), P(.66f, .26f), P(.46f, .46f), P(.54f, .50f), P(.72f, .68f), P(.58f, .92f), P(.26f, .92f))],
    ];

    private static Stroke[][] Four() =>
    [
        [Stroke.Line(P(.30f, .08f), P(.24f, .56f), P(.78f, .56f)), Stroke.Line(P(.66f, .12f), P(.62f, .96f))],
        [Stroke.Line(P(.62f, .95f), P(.62f, .06f), P(.20f, .66f), P(.82f, .66f))],
        [Stroke.Curve(P(.28f, .08f), P(.24f, .40f), P(.40f, .54f), P(.66f, .46f)), Stroke.Line(P(.70f, .06f), P(.62f, .95f))],
    ];

    private static Stroke[][] Five() =>
    [
        [Stroke.Line(P(.74f, .07f), P(.34f, .07f), P(.30f, .44f)), Stroke.Curve(P(.30f, .44f), P(.54f, .38f), P(.74f, .56f), P(.70f, .82f), P(.48f, .95f), P(.24f, .86f))],
        [Stroke.Curve(P(.76f, .08f), P(.46f, .09f), P(.32f, .28f), P(.40f, .44f), P(.64f, .54f), P(.70f, .76f), P(.50f, .94f), P(.24f, .88f))],
        [Stroke.Curve(P(.34f, .08f), P(.30f, .28f), P(.34f, .46f), P(.62f, .48f), P(.72f, .70f), P(.54f, .93f), P(.26f, .90f)), Stroke.Line(P(.34f, .08f), P(.78f, .10f))],
    ];

    private static Stroke[][] Six() =>
    [
        [Stroke.Curve(P(.66f, .07f), P(.42f, .24f), P(.27f, .55f), P(.34f, .86f), P(.54f, .95f), P(.72f, .78f), P(.62f, .56f), P(.42f, .58f), P(.30f, .72f))],
        [Stroke.Curve(P(.52f, .05f), P(.34f, .35f), P(.25f, .68f), P(.40f, .93f), P(.62f, .90f), P(.70f, .68f), P(.52f, .54f), P(.28f, .68f))],
        [Stroke.Curve(P(.40f, .05f), P(.32f, .40f), P(.34f, .80f), P(.52f, .94f), P(.68f, .78f), P(.58f, .60f), P(.36f, .66f))],
    ];

    private static Stroke[][] Seven() =>
    [
        [Stroke.Line(P(.20f, .09f), P(.78f, .09f), P(.42f, .95f))],
        [Stroke.Line(P(.20f, .09f), P(.78f, .09f), P(.42f, .95f)), Stroke.Line(P(.36f, .52f), P(.74f, .50f))],
        [Stroke.Line(P(.22f, .22f), P(.24f, .10f), P(.76f, .10f)), Stroke.Curve(P(.76f, .10f), P(.56f, .46f), P(.48f, .95f))],
    ];

    private static Stroke[][] Eight() =>
    [
        [Stroke.Loop(P(.50f, .50f), P(.29f, .28f), P(.50f, .06f), P(.71f, .28f), P(.50f, .50f), P(.25f, .74f), P(.50f, .95f), P(.75f, .74f))],
        [Stroke.Loop(P(.50f, .06f), P(.31f, .26f), P(.50f, .47f), P(.69f, .26f)), Stroke.Loop(P(.50f, .47f), P(.25f, .71f), P(.50f, .95f), P(.75f, .71f))],
        [Stroke.Curve(P(.72f, .16f), P(.48f, .05f), P(.30f, .24f), P(.50f, .47f), P(.72f, .70f), P(.50f, .95f), P(.27f, .74f), P(.46f, .52f), P(.72f, .18f))],
    ];

    private static Stroke[][] Nine() =>
    [
        [Stroke.Curve(P(.70f, .28f), P(.52f, .07f), P(.30f, .20f), P(.31f, .43f), P(.52f, .50f), P(.68f, .30f)), Stroke.Curve(P(.70f, .28f), P(.68f, .60f), P(.60f, .95f))],
        [Stroke.Loop(P(.50f, .06f), P(.28f, .26f), P(.46f, .49f), P(.68f, .28f)), Stroke.Line(P(.70f, .10f), P(.64f, .95f))],
        [Stroke.Curve(P(.70f, .26f), P(.50f, .06f), P(.29f, .24f), P(.40f, .48f), P(.66f, .36f), P(.70f, .26f)), Stroke.Curve(P(.70f, .26f), P(.70f, .62f), P(.54f, .93f), P(.28f, .86f))],
    ];
}
