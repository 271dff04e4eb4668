// The mean that makes a count of events improbable: what the limits of a funnel plot of ratios and
// rates are drawn from.
#ifndef FIVESTEP_ANALYSIS_STATISTICS_POISSON_LIMIT_H_
#define FIVESTEP_ANALYSIS_STATISTICS_POISSON_LIMIT_H_

namespace fivestep::analysis::statistics {

// From here on a limit is the exact quantile: the bisection's steps are then no longer cheap.
inline constexpr double kMaxBisectionEvents = 1'000'000;

// The side of the mean on which `events` is improbable.
enum class PoissonSide {
  kManyEvents,  // the low mean, at which so many events or more have the probability
  kFewEvents,   // the high mean, at which so few events or less have it
};

// Returns P(first <= X <= last) for a Poisson X, summed term by term until terms no longer matter
// (1e-10 of the sum so far), as the reference does. Terms below `from` are left out: where that is
// far below the mean, they are nothing.
//
// REQUIRES: 0 <= mean <= 4 kMaxBisectionEvents; 0 <= first; 0 <= from.
// Worked value: mean 2, 0 to 1 -> 0.406006 (3 / e^2).
double PoissonShare(double mean, double first, double last, double from = 0);

// Returns the mean at which `events` has this one-sided probability, by the 23 bisections of the
// reference's funnel plots, which end 1e-7 from the root: from kMaxBisectionEvents on, by the exact
// quantile.
//
// REQUIRES: events >= 0 and finite; 0 < probability < 0.5.
// Source: Fay and Feuer (1997), Statistics in Medicine 16:791-801; the steps of
// PHEindicatormethods 2.1.0. Worked value: 10 events, 0.025, kFewEvents -> 18.390357.
double PoissonLimit(double events, double probability, PoissonSide side);

// Returns that mean as a chi-square quantile, without the bisection's error (up to 5e-5 of the
// value for one event and kManyEvents, 1e-6 otherwise).
//
// REQUIRES: as PoissonLimit. Worked value: 10 events, 0.025, kFewEvents -> 18.390356.
double ExactPoissonLimit(double events, double probability, PoissonSide side);

}  // namespace fivestep::analysis::statistics

#endif  // FIVESTEP_ANALYSIS_STATISTICS_POISSON_LIMIT_H_
