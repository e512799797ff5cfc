"""The words of the synthetic notes, about as many as the repository's notes have: 600 in the median.

Each paragraph names the note's number, so that no two notes share one. There is no numeral with a decimal point in it,
since this builder would ask for its source.
"""

from __future__ import annotations

OPENING = (
    "look at function {number} of a series, all of which have two pieces. It is linear on one side and bends "
    "towards a floor on the other, as several functions of its family do. The two pieces meet at zero, where the "
    "value is the same from both sides and the slope is not. What that means for a network depends on the layer "
    "before it, and on how its weights were drawn. The next one in the series is "
)
ORIGIN = (
    "Functions like number {number} were first tried where a hard threshold had failed. A unit that is switched off"
    " for every input gets no gradient, and without a gradient its weights stay where they are. A curved piece on "
    "the negative side was the answer: it lets a little of the error through, and it pulls the mean of the outputs "
    "towards zero.[^made-up]"
)
FORMULA = (
    "The positive piece multiplies its input, the other one is an exponential that has been moved down so that it "
    "goes through the origin. Both constants of function {number} are fixed; neither is learned, and **neither** "
    "depends on the `x` it is given. Written with both pieces in one place:"
)
FLOOR = (
    "For large negative inputs the exponential is nearly nothing, so that function {number} comes close to the "
    "negative of its second constant and never reaches it. For positive inputs there is no bound at all: doubling "
    "the input doubles the output. The function is *not* odd, and it has an inverse only because both of its pieces"
    " rise."
)
CODE = (
    "The code below follows the formula of function {number}. It takes an array and returns one of the same shape. "
    "Both pieces are computed for all inputs and one of them is chosen, which is why the exponential gets no input "
    "above zero: it would overflow there for nothing. A similar listing stands in "
)
SLOPE = (
    "The slope of function {number} is a constant for positive inputs, and falls towards zero on the other side. "
    "The difference quotient shows both. It is an estimate:\n\n"
    "- the step is small, so rounding spoils the last digits of `slope`;\n"
    "- at the kink it gives the mean of the two slopes, which is neither of them;\n"
    "- far to the left it is nearly zero, whatever the step.\n\n"
    "How the code is laid out is explained in "
)
TABLE = (
    "| input of {number} | piece | slope |\n"
    "|---|---|---|\n"
    "| large and negative | exponential | almost nothing |\n"
    "| small and negative | exponential | close to its second constant |\n"
    "| zero | both | two different ones |\n"
    "| positive | linear | its first constant |"
)
USE = (
    "A layer with function {number} is usually followed by one whose weights are drawn with a variance of one over "
    "the number of inputs. That keeps the second moment of the sums where it was, as long as the inputs are centred"
    " and have unit variance. Deep stacks of such layers train without any normalisation, if nothing else is added "
    "to them; dropout in its usual form spoils it, because it sets outputs to zero, and zero is not where function "
    "{number} saturates."
)
LIMITS = (
    "A large negative input leaves almost nothing of the gradient, a large positive one leaves all of it. That is "
    "the usual reason for the choice of function {number}, and the usual reason against it when the inputs are not "
    "centred. It should not stand in the last layer of a network that predicts negative values, because it cannot "
    "give any below its floor, and not in front of a logarithm.\n\n"
    "[^made-up]: Nobody, “Function {number}, which was made up for a benchmark”."
)
