#include "folder_run.h"

#include <algorithm>
#include <iomanip>
#include <vector>

#include "families.h"

namespace fivestep::oracles {
namespace {

const Family* Find(std::string_view name) {
  const auto families = Families();
  const auto found = std::find_if(families.begin(), families.end(),
                                  [name](const Family& family) { return family.name == name; });
  return found == families.end() ? nullptr : &*found;
}

void PrintCounts(const std::string& name, const Counts& counts, std::ostream& out) {
  out << std::left << std::setw(20) << name << std::right << " agree " << std::setw(4)
      << counts.agree << "  differ " << std::setw(4) << counts.differ << "  deviates "
      << std::setw(4) << counts.deviate << "  refused " << std::setw(4) << counts.refused << "\n";
}

// A case that lacks what its function needs, or has it in another type, is a difference as well.
Comparison RunCase(const Family& family, const OracleCase& one) {
  try {
    return family.run(one);
  } catch (const std::exception& error) {
    Comparison comparison;
    comparison.Differs(std::string("the case cannot be read: ") + error.what());
    return comparison;
  }
}

std::vector<std::filesystem::path> FamilyFiles(const std::filesystem::path& folder,
                                               std::error_code& error) {
  std::vector<std::filesystem::path> files;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().extension() == ".json") files.push_back(at->path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

class Runner {
 public:
  explicit Runner(std::ostream& out) : out_(out) {}

  void RunFile(const std::filesystem::path& file) {
    const std::string name = file.stem().string();
    const auto read = OracleFamily::Read(file);
    if (!read.ok()) return Unreadable(name, read.status().message());
    const OracleFamily& cases = **read;
    if (cases.table_count() > 0) {
      out_ << std::left << std::setw(20) << name << " " << cases.table_count()
           << " tables, no cases\n";
      return;
    }
    const Family* family = Find(name);
    if (family == nullptr) return Unreadable(name, "is of no family that we know");
    RunCases(*family, cases);
  }

  const FolderRun& run() const { return run_; }

 private:
  void Unreadable(const std::string& name, const std::string& why) {
    ++run_.unreadable_files;
    out_ << std::left << std::setw(20) << name << " " << why << "\n";
  }

  void RunCases(const Family& family, const OracleFamily& cases) {
    Counts counts;
    std::string differences;
    for (const OracleCase& one : cases.cases()) {
      const Comparison comparison = RunCase(family, one);
      Count(comparison, counts);
      for (const std::string& difference : comparison.differences()) {
        differences += "  " + one.name + ": " + difference + "\n";
      }
    }
    PrintCounts(std::string(family.name), counts, out_);
    out_ << differences;
    run_.counts += counts;
  }

  void Count(const Comparison& comparison, Counts& counts) {
    const Agreement agreement = comparison.agreement();
    counts.agree += agreement == Agreement::kAgrees;
    counts.differ += agreement == Agreement::kDiffers;
    counts.deviate += agreement == Agreement::kDeviates;
    counts.refused += agreement == Agreement::kRefused;
    if (agreement != Agreement::kDeviates) return;
    for (const std::string& reason : comparison.deviations()) ++run_.deviations[reason];
  }

  std::ostream& out_;
  FolderRun run_;
};

}  // namespace

Counts& Counts::operator+=(const Counts& other) {
  agree += other.agree;
  differ += other.differ;
  deviate += other.deviate;
  refused += other.refused;
  return *this;
}

Result<FolderRun> RunFolder(const std::filesystem::path& folder, std::ostream& out) {
  std::error_code error;
  const std::vector<std::filesystem::path> files = FamilyFiles(folder, error);
  if (error) {
    return InvalidArgument("There are no oracle vectors to read at " + folder.string() + ": " +
                           error.message() + ".");
  }
  if (files.empty()) {
    return InvalidArgument("There are no oracle vectors at " + folder.string() +
                           ": no file ends in .json.");
  }
  Runner runner(out);
  for (const std::filesystem::path& file : files) runner.RunFile(file);
  const FolderRun& run = runner.run();
  PrintCounts("total", run.counts, out);
  if (run.unreadable_files > 0) out << run.unreadable_files << " files could not be run\n";
  for (const auto& [reason, count] : run.deviations) {
    out << "deviates in " << count << ": " << reason << "\n";
  }
  return run;
}

}  // namespace fivestep::oracles
