#include "codesign/opinion/projection.h"

#include <Eigen/Eigenvalues>
#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/statistics/fast_random_stream.h"

namespace fivestep::codesign::opinion {
namespace {

// Two directions are wanted; two more make the iteration converge where the next ones are close.
constexpr Eigen::Index kBlock = 4;

using Block = Eigen::Matrix<double, Eigen::Dynamic, kBlock, Eigen::RowMajor>;

// The votes minus their statement's mean; everything that is not listed is zero.
struct Deviations {
  std::vector<size_t> row_begins;  // of each voter in the two lists below; one more at the end
  std::vector<Eigen::Index> statements;
  std::vector<double> values;
  Eigen::Index statement_count = 0;
  double sum_of_squares = 0;

  Eigen::Index voter_count() const { return static_cast<Eigen::Index>(row_begins.size()) - 1; }
};

Deviations DeviationsOf(const VoteMatrix& votes) {
  std::vector<double> means(votes.statements(), 0);
  for (size_t s = 0; s < votes.statements(); ++s) {
    const VoteCounts counts = votes.CountsOf(s);
    if (counts.seen() > 0) {
      means[s] = static_cast<double>(counts.agree - counts.disagree) / counts.seen();
    }
  }
  Deviations deviations;
  deviations.statement_count = static_cast<Eigen::Index>(votes.statements());
  for (size_t v = 0; v < votes.voters(); ++v) {
    deviations.row_begins.push_back(deviations.values.size());
    for (size_t s = 0; s < votes.statements(); ++s) {
      const auto vote = votes.At(v, s);
      if (!vote) continue;
      const double value = static_cast<int>(*vote) - means[s];
      deviations.statements.push_back(static_cast<Eigen::Index>(s));
      deviations.values.push_back(value);
      deviations.sum_of_squares += value * value;
    }
  }
  deviations.row_begins.push_back(deviations.values.size());
  return deviations;
}

Block Times(const Deviations& d, const Block& by_statement) {
  Block by_voter = Block::Zero(d.voter_count(), kBlock);
  for (Eigen::Index v = 0; v < d.voter_count(); ++v) {
    const auto row = static_cast<size_t>(v);
    for (size_t i = d.row_begins[row]; i < d.row_begins[row + 1]; ++i) {
      by_voter.row(v) += d.values[i] * by_statement.row(d.statements[i]);
    }
  }
  return by_voter;
}

Block TransposedTimes(const Deviations& d, const Block& by_voter) {
  Block by_statement = Block::Zero(d.statement_count, kBlock);
  for (Eigen::Index v = 0; v < d.voter_count(); ++v) {
    const auto row = static_cast<size_t>(v);
    for (size_t i = d.row_begins[row]; i < d.row_begins[row + 1]; ++i) {
      by_statement.row(d.statements[i]) += d.values[i] * by_voter.row(v);
    }
  }
  return by_statement;
}

Block Orthonormal(const Block& block) {
  const Eigen::HouseholderQR<Eigen::MatrixXd> qr(block);
  return qr.householderQ() * Eigen::MatrixXd::Identity(block.rows(), kBlock);
}

// A basis of the space of the strongest directions.
Block Subspace(const Deviations& d, uint64_t seed, int iterations) {
  analysis::statistics::FastRandomStream random(seed);
  // Fewer statements than columns: the rest of the columns stays zero and explains nothing.
  Block basis = Block::Zero(std::max(d.statement_count, kBlock), kBlock);
  for (Eigen::Index s = 0; s < d.statement_count; ++s) {
    for (Eigen::Index c = 0; c < kBlock; ++c) basis(s, c) = random.Normal();
  }
  for (int i = 0; i < iterations; ++i) {
    Block next = Block::Zero(basis.rows(), kBlock);
    next.topRows(d.statement_count) = TransposedTimes(d, Times(d, basis));
    basis = Orthonormal(next);
  }
  return basis.topRows(d.statement_count);
}

void FixSign(Points& loadings, Eigen::Index column) {
  Eigen::Index largest = 0;
  loadings.col(column).cwiseAbs().maxCoeff(&largest);
  if (loadings(largest, column) < 0) loadings.col(column) *= -1;
}

}  // namespace

Projection Project(const VoteMatrix& votes, uint64_t seed, int iterations) {
  const Deviations d = DeviationsOf(votes);
  const Block basis = Subspace(d, seed, iterations);
  const Block image = Times(d, basis);
  // Within the subspace the directions are exact (Rayleigh and Ritz).
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(image.transpose() * image);
  Projection projection;
  projection.loadings.resize(d.statement_count, 2);
  for (Eigen::Index c = 0; c < 2; ++c) {
    const Eigen::Index from = kBlock - 1 - c;  // eigenvalues ascend
    projection.loadings.col(c) = basis * solver.eigenvectors().col(from);
    FixSign(projection.loadings, c);
    if (d.sum_of_squares > 0) {
      projection.explained[c] = std::max(0.0, solver.eigenvalues()[from]) / d.sum_of_squares;
    }
  }
  projection.points = Points::Zero(d.voter_count(), 2);
  for (Eigen::Index v = 0; v < d.voter_count(); ++v) {
    const auto row = static_cast<size_t>(v);
    const size_t count = d.row_begins[row + 1] - d.row_begins[row];
    for (size_t i = d.row_begins[row]; i < d.row_begins[row + 1]; ++i) {
      projection.points.row(v) += d.values[i] * projection.loadings.row(d.statements[i]);
    }
    if (count > 0) {
      projection.points.row(v) *=
          std::sqrt(static_cast<double>(d.statement_count) / static_cast<double>(count));
    }
  }
  return projection;
}

}  // namespace fivestep::codesign::opinion
