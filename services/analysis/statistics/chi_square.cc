#include "analysis/statistics/chi_square.h"

#include <boost/math/distributions/chi_squared.hpp>
#include <limits>

namespace fivestep::analysis::statistics {

double ChiSquareQuantile(double p, double degrees_of_freedom) {
  // The arguments are required to be right; an extreme quantile may still underflow, and zero is
  // then the answer, so Boost must not throw.
  namespace policies = boost::math::policies;
  using QuietPolicy = policies::policy<policies::domain_error<policies::ignore_error>,
                                       policies::overflow_error<policies::ignore_error>,
                                       policies::underflow_error<policies::ignore_error>,
                                       policies::evaluation_error<policies::ignore_error>>;
  if (degrees_of_freedom == 0 || p == 0) return 0;
  if (p == 1) return std::numeric_limits<double>::infinity();
  const boost::math::chi_squared_distribution<double, QuietPolicy> distribution(degrees_of_freedom);
  return boost::math::quantile(distribution, p);
}

}  // namespace fivestep::analysis::statistics
